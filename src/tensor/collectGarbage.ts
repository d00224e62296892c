/** Large arrays that nobody needs any more, and when they go. */
import * as v8 from "node:v8";
import * as vm from "node:vm";

let collect: ((options: { type: "minor" | "major" }) => void) | undefined;

/** Node's own collector, which is otherwise only there for those who start it with --expose-gc. */
function collector(): NonNullable<typeof collect> {
  v8.setFlagsFromString("--expose-gc");
  const found = vm.runInNewContext("gc") as NonNullable<typeof collect>;
  v8.setFlagsFromString("--no-expose-gc");
  return found;
}

/** So much may lie about. */
const mostGarbage = 2 ** 26;
let garbage = 0;

/**
 * Is told of arrays that have been used up, and has them collected every 64 MB. V8 by itself waits until the machine is
 * idle or memory short, and a model of gigabytes is read faster than that: 200 MB lay about at times.
 *
 * @internal
 */
export function usedUp(bytes: number): void {
  garbage += bytes;
  if (garbage < mostGarbage) return;
  garbage = 0;
  collect ??= collector();
  collect({ type: "major" });
}
