/** A notebook that only remembers what it was sent. */
import type { Display, Notebook } from "../../src/notebook/display";

/** One thing that was sent. */
export interface Sent {
  readonly mime: string;
  readonly content: unknown;
}

/** A fake notebook, everything sent to it, and each live display's latest content. */
export interface FakeNotebook extends Notebook {
  readonly sent: Sent[];
  readonly live: string[][];
}

/** Makes a notebook without a page. */
export function fakeNotebook(): FakeNotebook {
  const sent: Sent[] = [];
  const live: string[][] = [];
  const display: Display = {
    html: (content) => void sent.push({ mime: "text/html", content }),
    raw: (mime, content) => void sent.push({ mime, content }),
  };
  return {
    ...{ sent, live, display },
    newDisplay() {
      const written: string[] = [];
      live.push(written);
      return { ...display, html: (content) => void written.push(content) };
    },
  };
}
