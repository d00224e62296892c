/** A port that is free on this machine's own address. */
import net from "node:net";
import { SetupProblem } from "../base/problem.mjs";

export const loopback = "127.0.0.1";

/** Whether nobody listens there. */
export function isFree(port) {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once("error", () => resolve(false));
    server.listen({ port, host: loopback, exclusive: true }, () => {
      server.close(() => resolve(true));
    });
  });
}

/** The first free port from `wanted` on. */
export async function freePort(wanted, tries = 50) {
  const last = Math.min(wanted + tries - 1, 65_535);
  for (let port = wanted; port <= last; port++) {
    if (await isFree(port)) return port;
  }
  throw new SetupProblem({
    code: "start.ports",
    what: `every port from ${wanted} to ${last} is taken`,
    fix: "ask for another: `npm start -- --port 9500`",
  });
}
