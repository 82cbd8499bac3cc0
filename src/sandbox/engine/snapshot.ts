import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { Engine } from "./engine.ts";
import type { Message, State } from "./state.ts";

/** How long the engine waits for more changes before it writes. */
const DEBOUNCE_MS = 300;

/** Raised when what is kept changes shape: an older snapshot is then left aside. */
const VERSION = 2;

/** Saves what stands in the channels; open modals and trigger ids end with the process, as on a reload of Slack. */
export function saveState(state: State, path: string, clockOffset = 0): void {
  const homes = [...state.homes.values()];
  const json = JSON.stringify({
    version: VERSION,
    team: state.team.id,
    clockOffset,
    people: [...state.people.values()],
    lastTs: state.lastTs,
    lastId: state.lastId,
    channels: [...state.channels.values()],
    messages: [...state.messages.values()].flat(),
    views: [...state.views.values()].filter((view) => homes.includes(view.id)),
    files: [...state.files.values()].map((file) => ({
      ...file,
      content: file.content.toString("base64"),
    })),
    bookmarks: [...state.bookmarks],
    pins: [...state.pins],
    scheduled: state.scheduled,
  });
  mkdirSync(dirname(path), { recursive: true });
  // A crash half-way leaves the old file, never half a new one.
  writeFileSync(`${path}.new`, json);
  renameSync(`${path}.new`, path);
}

/**
 * Puts a snapshot back; without a file, or with one of another team or version, nothing changes. Answers with how far
 * the clock had been moved ahead, in milliseconds.
 */
export function loadState(state: State, path: string): number {
  const text = readIfThere(path);
  if (text === null) return 0;
  // Our own file, of our own version: its shape is what saveState wrote.
  const saved = JSON.parse(text);
  if (saved.version !== VERSION || saved.team !== state.team.id) return 0;
  state.lastTs = saved.lastTs;
  state.lastId = saved.lastId;
  for (const person of saved.people) state.people.set(person.id, person);
  for (const channel of saved.channels) state.channels.set(channel.id, channel);
  for (const message of saved.messages as Message[])
    state.messages.set(message.channel, [...(state.messages.get(message.channel) ?? []), message]);
  for (const view of saved.views) {
    state.views.set(view.id, view);
    state.homes.set(view.user, view.id);
  }
  for (const file of saved.files)
    state.files.set(file.id, { ...file, content: Buffer.from(file.content, "base64") });
  state.bookmarks = new Map(saved.bookmarks);
  state.pins = new Map(saved.pins);
  state.scheduled = saved.scheduled;
  return saved.clockOffset;
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}

/** Saves soon after each change, and once more when the returned function stops it. */
export function keepSaved(engine: Engine, path: string): () => void {
  let timer: NodeJS.Timeout | undefined;
  const changed = () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      saveState(engine.state, path, engine.clock.offset);
    }, DEBOUNCE_MS);
  };
  engine.watchers.add(changed);
  return () => {
    engine.watchers.delete(changed);
    clearTimeout(timer);
    saveState(engine.state, path, engine.clock.offset);
  };
}
