/** One large thing for all who ask for it: opened for the first, closed after the last. */

/** Somebody's share of a thing. */
export interface Share<Thing> {
  readonly thing: Thing;
  /** Gives the share back; again does nothing. */
  readonly release: () => void;
}

/**
 * Makes a function that opens a thing once and counts its users.
 *
 * An opening that fails is tried again by the next user.
 *
 * @internal
 */
export function shareOnce<Thing>(
  open: () => Promise<Thing>,
  close: (thing: Thing) => void,
): () => Promise<Share<Thing>> {
  let users = 0;
  let opened: Promise<Thing> | undefined;
  return async () => {
    // Counted before the wait: else another's release would close the thing meanwhile.
    users++;
    const opening = (opened ??= open());
    try {
      const thing = await opening;
      let isReleased = false;
      return {
        thing,
        release() {
          if (isReleased) return;
          isReleased = true;
          users--;
          if (users > 0) return;
          opened = undefined;
          close(thing);
        },
      };
    } catch (error) {
      users--;
      if (opened === opening) opened = undefined;
      throw error;
    }
  };
}
