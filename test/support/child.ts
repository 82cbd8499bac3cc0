import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** A process of its own that runs a module; every line it prints can be waited for. */
export type Child = {
  process: ChildProcess;
  /** The next line that begins with the word, without the word. Rejects when the process ends before. */
  says(word: string): Promise<string>;
  /** The exit code, or the signal that ended it. */
  ended: Promise<number | NodeJS.Signals>;
};

/** Runs the text as an ES module, in a process group of its own. `src` in an import is the product's folder. */
export function runModule(text: string): Child {
  const source = text.replaceAll('from "src/', `from "${new URL("../../src/", import.meta.url)}`);
  const child = spawn(process.execPath, ["--input-type=module", "--eval", source], {
    detached: true,
    stdio: ["ignore", "pipe", "inherit"],
    cwd: new URL("../..", import.meta.url),
  });
  const lines: string[] = [];
  const listeners = new Set<() => void>();
  const wake = () => {
    for (const listener of listeners) listener();
  };
  createInterface({ input: child.stdout }).on("line", (line) => {
    lines.push(line);
    wake();
  });
  let over = false;
  const ended = new Promise<number | NodeJS.Signals>((resolve) =>
    child.on("close", (code, signal) => {
      over = true;
      wake();
      resolve(code ?? signal ?? 0);
    }),
  );
  return {
    process: child,
    ended,
    says: (word) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const index = lines.findIndex((line) => line.startsWith(word));
          if (index < 0 && !over) return;
          listeners.delete(look);
          if (index < 0) reject(new Error(`The process ended without saying "${word}".`));
          else resolve(lines.splice(index, 1)[0]?.slice(word.length).trim() ?? "");
        };
        listeners.add(look);
        look();
      }),
  };
}
