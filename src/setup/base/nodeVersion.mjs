/**
 * The first thing every command runs. It imports nothing and uses only old syntax, so that it can
 * still speak on a Node that could not even parse the rest.
 */
export const oldestNode = 20;

/** The sentence for a Node that is too old, or `undefined` when it is recent enough. */
export function nodeComplaint(version) {
  const major = Number(version.split(".")[0]);
  if (major >= oldestNode) return undefined;
  return (
    "noise-to-music needs Node " +
    oldestNode +
    " or newer; this is Node " +
    version +
    ".\n" +
    "Install a current one from https://nodejs.org (or `nvm install --lts`), then run the command again."
  );
}

/** Ends the process with {@link nodeComplaint} when there is one. */
export function refuseOldNode() {
  const complaint = nodeComplaint(process.versions.node);
  if (!complaint) return;
  console.error(complaint);
  process.exit(1);
}
