/** What an error says, for snapshots of several of them in a row. */
export function message(body: () => unknown): string {
  try {
    body();
  } catch (error) {
    return String(error);
  }
  return "no error";
}
