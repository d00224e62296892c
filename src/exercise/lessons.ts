/** In which notebooks the exercises stand. */

/** The name of each lesson's notebook, in `notebooks/exercises` and in `notebooks/solutions`. */
export const exerciseNotebooks: Readonly<Record<string, string>> = {
  "1": "01-noise",
  "2": "02-score",
  "3": "03-representations",
  "4": "04-architectures",
  "5": "05-conditioning",
  "6": "06-stable-audio-open",
};

/** The lesson that an exercise or a question belongs to: "2.3" and "2.q1" to "2". */
export function lessonOf(id: string): string {
  return id.split(".")[0];
}

/** Where an exercise stands, seen from the project's folder. */
export function notebookOf(id: string, folder: "exercises" | "solutions"): string {
  return `notebooks/${folder}/${exerciseNotebooks[lessonOf(id)]}.ipynb`;
}
