/** 3.7: one dictionary after the other. */
import { normals } from "../../draws";
import { formula } from "../../exercise";

type Book = readonly (readonly number[])[];
interface Quantised {
  readonly codes: number[];
  readonly quantised: number[];
}

const plus = (a: readonly number[], b: readonly number[], sign = 1): number[] =>
  a.map((one, i) => one + sign * b[i]);
const squared = (a: readonly number[], b: readonly number[]): number =>
  plus(a, b, -1).reduce((sum, one) => sum + one * one, 0);
const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, one, i) => sum + one * b[i], 0);

function best(book: Book, score: (entry: readonly number[]) => number): number {
  return book.reduce((chosen, entry, i) => (score(entry) > score(book[chosen]) ? i : chosen), 0);
}
const nearest = (book: Book, x: readonly number[]): number =>
  best(book, (entry) => -squared(entry, x));

export const residualQuantiser = formula<[number[], number[][][]], Quantised>({
  id: "3.7",
  title: "A residual quantiser",
  goal: "For each dictionary the number of its entry nearest to what is still missing; and the sum of the chosen entries.",
  signature: "(x: number[], books: number[][][]) => { codes: number[]; quantised: number[] }",
  inputs: ["x", "books"],
  answer: { quantity: "codes and sum", unit: "1" },
  draw: (random) => {
    const books = [1.2, 0.7, 0.4].map((size) =>
      Array.from({ length: 6 }, () => normals(random, 3).map((one) => size * one)),
    );
    return [normals(random, 3).map((one) => 1.5 * one), books];
  },
  truth(x, books) {
    const codes: number[] = [];
    let quantised = x.map(() => 0);
    for (const book of books) {
      const code = nearest(book, plus(x, quantised, -1));
      codes.push(code);
      quantised = plus(quantised, book[code]);
    }
    return { codes, quantised };
  },
  mistakes: [
    {
      name: "x itself quantised each time",
      says: "Every dictionary was asked about x. The second is there for what the first has missed: x minus what was chosen so far.",
      make(x, books) {
        const codes = books.map((book) => nearest(book, x));
        return {
          codes,
          quantised: books.reduce(
            (sum, book, i) => plus(sum, book[codes[i]]),
            x.map(() => 0),
          ),
        };
      },
    },
    {
      name: "the residual in place of the sum",
      says: "What is handed on to the decoder is the sum of the chosen entries. You returned what is still missing.",
      make(x, books) {
        const codes: number[] = [];
        let left = x;
        for (const book of books) {
          codes.push(nearest(book, left));
          left = plus(left, book[codes.at(-1)!], -1);
        }
        return { codes, quantised: left };
      },
    },
    {
      name: "only the last entry",
      says: "The quantised vector is the sum of all chosen entries, and not the last of them.",
      make(x, books) {
        const codes: number[] = [];
        let left = x;
        for (const book of books) {
          codes.push(nearest(book, left));
          left = plus(left, book[codes.at(-1)!], -1);
        }
        return { codes, quantised: [...books.at(-1)![codes.at(-1)!]] };
      },
    },
    {
      name: "largest product in place of nearest",
      says: "The entry with the largest dot product was taken. A long entry wins then, however far it is; asked for is the smallest distance.",
      make(x, books) {
        const codes: number[] = [];
        let quantised = x.map(() => 0);
        for (const book of books) {
          const left = plus(x, quantised, -1);
          codes.push(best(book, (entry) => dot(entry, left)));
          quantised = plus(quantised, book[codes.at(-1)!]);
        }
        return { codes, quantised };
      },
    },
    {
      name: "codes counted from 1",
      says: "Entries are counted from 0, as everything in TypeScript.",
      make(x, books) {
        const codes: number[] = [];
        let quantised = x.map(() => 0);
        for (const book of books) {
          const code = nearest(book, plus(x, quantised, -1));
          codes.push(code + 1);
          quantised = plus(quantised, book[code]);
        }
        return { codes, quantised };
      },
    },
  ],
  hints: [
    "Keep two things from dictionary to dictionary: what was chosen so far (a sum, at first zero) and what is left (x minus that sum).",
    "For each dictionary: find the entry with the smallest sum of squared differences to what is left; note its number; add it to the sum; subtract it from what is left.",
  ],
});
