/** As many texts as pieces of music. */
import { TutorialError } from "../../error";
import type { Entered } from "./mode";

/**
 * Refuses a text that has other rows than the music: a network gives each item its own.
 *
 * @param items B of the music
 * @param where which network asks
 * @throws TutorialError `conditioning.rows`
 * @internal
 */
export function checkRows(entered: readonly Entered[], items: number, where: string): void {
  const wrong = entered.find(({ texts }) => texts !== items);
  if (!wrong) return;
  throw new TutorialError({
    code: "conditioning.rows",
    where: `${where}, mode ${wrong.mode}`,
    expected: `a text for each of ${items} ${items === 1 ? "item" : "items"}`,
    got: `${wrong.texts} ${wrong.texts === 1 ? "text" : "texts"}`,
    fix: "embed as many texts as there are items, the same one several times if need be",
  });
}
