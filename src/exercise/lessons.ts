/** In which notebooks the exercises stand. */

/** The name of each lesson's notebook of exercises and of its solutions. */
export const exerciseNotebooks: Readonly<Record<string, string>> = {
  "1": "01-noise",
  "2": "02-score",
  "3": "03-representations",
  "4": "04-architectures",
  "5": "05-conditioning",
  "6": "06-stable-audio-open",
  "7": "07-mending",
};

/** Lessons that are exercises from end to end: what is to be mended stands in the lesson itself. */
const inTheLesson: readonly string[] = ["7"];

/** The lesson that an exercise or a question belongs to: "2.3" and "2.q1" to "2". */
export function lessonOf(id: string): string {
  return id.split(".")[0];
}

/** Where the exercises or the solutions of a lesson stand, seen from the folder of notebooks. */
export function notebookFile(lesson: string, folder: "exercises" | "solutions"): string {
  const name = `${exerciseNotebooks[lesson]}.ipynb`;
  return folder === "exercises" && inTheLesson.includes(lesson) ? name : `${folder}/${name}`;
}

/** Where an exercise stands, seen from the project's folder. */
export function notebookOf(id: string, folder: "exercises" | "solutions"): string {
  return `notebooks/${notebookFile(lessonOf(id), folder)}`;
}
