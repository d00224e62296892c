/**
 * Starts tslab, the TypeScript kernel, with three faults around it mended:
 *
 * 1. zeromq 6 sends at most 512 messages in one turn of the event loop and then throws EBUSY, so a cell
 *    that prints 5,000 lines failed. Here messages that find the socket busy wait in a line.
 * 2. The publishing socket drops what exceeds its high-water mark of 1,000 messages. Here it has none.
 * 3. Node 23 removed two helpers from `util` that tfjs-node 4.22 still calls. Here they are back.
 *
 * usage: node kernel.cjs kernel --config-path FILE (what the kernel spec in .venv says)
 */
"use strict";
const { createRequire } = require("node:module");
const util = require("node:util");

util.isNullOrUndefined ??= (value) => value === null || value === undefined;
util.isArray ??= Array.isArray;

const main = require.resolve("tslab/dist/main.js");
// The very zeromq that tslab will load, wherever npm has put it.
const zeromq = createRequire(main)("zeromq");

/** Lets a socket class take any number of messages in one turn, in order. */
function queueSends(SocketClass) {
  const sendNow = SocketClass.prototype.send;
  const states = new WeakMap();

  overwrite(SocketClass, "send", function (message) {
    const state = states.get(this) ?? { line: [], last: Promise.resolve() };
    states.set(this, state);
    // Sent at once when possible, so that progress shows while a cell still computes.
    if (state.line.length === 0 && trySend(this, state, message)) return state.last;
    return new Promise((resolve, reject) => {
      state.line.push({ message, resolve, reject });
      if (state.line.length === 1) void drain(this, state);
    });
  });

  function trySend(socket, state, message) {
    try {
      state.last = sendNow.call(socket, message);
      return true;
    } catch (error) {
      if (error.code === "EBUSY") return false;
      throw error;
    }
  }

  async function drain(socket, state) {
    while (state.line.length > 0) {
      const [{ message, resolve, reject }] = state.line;
      try {
        await state.last.catch(() => {}); // Its own sender hears of a failure.
        if (!trySend(socket, state, message)) continue;
        resolve(state.last);
      } catch (error) {
        reject(error);
      }
      state.line.shift();
    }
  }
}

/** Lets a publisher keep what its readers have not fetched yet; must be set before it binds. */
function keepAll(Publisher) {
  const bind = Publisher.prototype.bind;
  overwrite(Publisher, "bind", function (...args) {
    this.sendHighWaterMark = 0;
    return bind.apply(this, args);
  });
}

/** Assigning would not do: the compiled class that these inherit from has read-only methods. */
function overwrite(SocketClass, name, value) {
  Object.defineProperty(SocketClass.prototype, name, { value });
}

queueSends(zeromq.Publisher);
queueSends(zeromq.Router);
keepAll(zeromq.Publisher);

// A Jupyter that was killed cannot stop its kernels; one that holds TensorFlow must not linger.
const parent = process.ppid;
setInterval(() => process.ppid === parent || process.exit(1), 2_000).unref();

require(main).main();
