/** What people do to a sentence: words before and after it, capitals, marks at the end. */
import type { Random } from "../../tensor/random";

/** What may stand between a sentence and an aside. */
const joints: readonly string[] = [", ", ", ", "! ", ". ", "; ", " - "];
/** Captions of at most so many words may be all capitals: that is how short ones are shouted. */
const shouted = 8;

/** Puts an aside before or after a sentence. */
function withAside(text: string, aside: string, random: Random): string {
  const joint = random.choice(joints);
  if (random.uniform() < 0.45) return `${aside}${joint}${text}`;
  return text.endsWith("?") ? `${text} ${aside}` : `${text}${joint}${aside}`;
}

/** Each sentence with a capital. */
function capitalised(text: string): string {
  return text.replace(/(^|[.!?] )([a-z])/g, (_, mark: string, letter: string) => {
    return `${mark}${letter.toUpperCase()}`;
  });
}

/** Adds asides, then writes as people write: with capitals and a full stop, in lower case, in capitals. */
export function decorate(plain: string, asides: readonly string[], random: Random): string {
  const text = asides.reduce((whole, aside) => withAside(whole, aside, random), plain);
  const style = random.uniform();
  const ended = (mark: string): string => (text.endsWith("?") ? text : `${text}${mark}`);
  if (style < 0.3) return capitalised(ended("."));
  if (style < 0.36) return capitalised(ended("!"));
  if (style < 0.46) return capitalised(text);
  if (style < 0.52) return ended("!");
  if (style < 0.62) return text.toLowerCase();
  if (style < 0.66 && text.split(" ").length <= shouted) return text.toUpperCase();
  return text;
}
