import type { Engine } from "../engine/engine.ts";
import { findChannel } from "../engine/engine.ts";
import { newFile } from "../engine/files.ts";
import { canRead, visibleMessages } from "../engine/messages.ts";
import { type Channel, imOf } from "../engine/state.ts";
import { homeOf, openModals } from "../engine/views.ts";
import { act, suggest } from "../interactions/block-actions.ts";
import { runCommand } from "../interactions/command.ts";
import { changeProfile, openHome, type ProfileChange, react, say } from "../interactions/events.ts";
import { type Raw, shownOptions } from "../interactions/fill.ts";
import { closeModal, type Fill, submitModal } from "../interactions/modal.ts";
import { findOrigin, placeOf } from "../interactions/origin.ts";
import { globalShortcut, messageShortcut } from "../interactions/shortcut.ts";
import { type FoundElement, findElement, refOf, type Target, type Which } from "./find-element.ts";
import { type Seen, type SeenMessage, type SeenView, seenMessage, seenView } from "./seen.ts";
import { failure, seeAfter, type Waiting, watch } from "./watch.ts";

/** A file as a test hands it over. */
export type TestFile = { name: string; content: string | Buffer };
/** What a test fills into a field; files are uploaded on the way. */
export type FieldValue = Raw | { file: TestFile } | { files: readonly TestFile[] };
/** A submission that is meant to close without a word says so, and is not waited for. */
export type Submission = Waiting & { expect?: "closed" };

// Other things go on meanwhile: a message is edited somewhere, news of an earlier act arrive. They answer no command.
function answersIn(channel: string): (seen: Seen) => boolean {
  return ({ message, isEdit }) =>
    !message ||
    message.isEphemeral ||
    (message.channel === channel && !isEdit && !message.metadata);
}

/** One person of the team with hands and eyes: what a test does and sees is what they could do and see in Slack. */
export class SandboxUser {
  readonly id: string;
  readonly handle: string;
  readonly #engine: Engine;

  constructor(engine: Engine, id: string, handle: string) {
    this.#engine = engine;
    this.id = id;
    this.handle = handle;
  }

  /** Types a slash command; without a channel, in the direct messages with the bot. */
  command(text: string, options: Waiting & { channel?: string } = {}): Promise<Seen> {
    const channel = this.#channel(options.channel);
    const waiting = { until: answersIn(channel.id), ...options };
    return this.#see(`${this.handle} typed ${text}`, waiting, () =>
      runCommand(this.#engine, { user: this.id, channel, text }),
    );
  }

  /** Presses a button by its words or action_id, or picks an entry of an overflow menu by its words. */
  press(target: Target, label: string, options: Waiting & Which = {}): Promise<Seen> {
    return this.#see(`${this.handle} pressed "${label}"`, options, async () => {
      const found = findElement(this.#engine, this.id, target, label, options);
      if (found.placed.element.type !== "button" && !found.option)
        throw new Error(`"${label}" is a ${found.placed.element.type}: use choose.`);
      await this.#act(found, found.option?.value ?? null);
    });
  }

  /** Chooses in a menu, picker, radio buttons or checkboxes outside of a submission. */
  choose(target: Target, label: string, value: Raw, options: Waiting & Which = {}): Promise<Seen> {
    return this.#see(`${this.handle} chose ${String(value)} in "${label}"`, options, async () => {
      const found = findElement(this.#engine, this.id, target, label, options);
      await this.#act(found, await this.#offered(found, value));
    });
  }

  /** What an external menu offers for what was typed. */
  async suggest(
    target: Target,
    label: string,
    query: string,
  ): Promise<{ text: string; value: string }[]> {
    const since = this.#engine.log.last;
    const found = findElement(this.#engine, this.id, target, label);
    const answer = await suggest(this.#engine, this.id, found, query);
    if (!answer.ok)
      throw failure(
        this.#engine,
        `${this.handle} typed "${query}" in "${label}": ${answer.error}`,
        since,
      );
    return [...answer.options, ...answer.groups.flatMap((group) => group.options)].map((each) => ({
      text: each.text.text,
      value: each.value,
    }));
  }

  /**
   * Fills in fields, by block_id, action_id or label, and submits; untouched fields keep what they hold.
   * Answers with the errors shown, the next modal, or what was shown after the modal closed.
   * @throws Error when Slack's own client would not send it (a required field is empty, an option does not exist)
   */
  async submit(
    target: Target,
    values: Record<string, FieldValue> = {},
    options: Submission = {},
  ): Promise<Seen> {
    const engine = this.#engine;
    const since = engine.log.last;
    const ref = refOf(target);
    if (!("viewId" in ref)) throw new Error("Only a modal is submitted.");
    const top = openModals(engine, this.id).at(-1);
    if (top?.id !== ref.viewId) throw new Error("That modal is not the one on top any more.");
    const fills: Fill[] = [];
    for (const [label, value] of Object.entries(values)) {
      const found = findElement(engine, this.id, target, label);
      fills.push({ ...found, raw: await this.#offered(found, this.#raw(value)) });
    }
    const watching = watch(engine, this.id);
    try {
      const result = await submitModal(engine, this.id, ref.viewId, fills);
      if (result.kind === "failed")
        throw failure(engine, `${this.handle} submitted: ${result.error}`, since);
      if (result.kind === "incomplete")
        throw new Error(
          `Slack does not send this modal yet. ${Object.entries(result.errors)
            .map(([block, error]) => `${block}: ${error}`)
            .join(" ")}\n${seenView(engine, top).words}`,
        );
      if (result.kind === "errors")
        return {
          kind: "errors",
          errors: result.errors,
          text: Object.values(result.errors).join("\n"),
          modal: seenView(engine, top),
        };
      const closed: Seen = { kind: "closed", text: "" };
      if (options.expect === "closed") return closed;
      return (await watching.first(options)) ?? closed;
    } finally {
      watching.stop();
    }
  }

  /** Closes a modal without submitting it. */
  async close(target: Target): Promise<void> {
    const ref = refOf(target);
    if ("viewId" in ref) await closeModal(this.#engine, this.id, ref.viewId);
  }

  /** Uses a global shortcut. */
  shortcut(callbackId: string, options: Waiting = {}): Promise<Seen> {
    return this.#see(`${this.handle} used the shortcut ${callbackId}`, options, async () => {
      raise(await globalShortcut(this.#engine, this.id, callbackId));
    });
  }

  /** Uses a shortcut on a message. */
  messageShortcut(callbackId: string, target: Target, options: Waiting = {}): Promise<Seen> {
    return this.#see(`${this.handle} used ${callbackId} on a message`, options, async () => {
      const ref = refOf(target);
      if ("viewId" in ref) throw new Error("A message shortcut is for a message.");
      raise(await messageShortcut(this.#engine, this.id, callbackId, ref));
    });
  }

  /** Writes a message, as people do; does not wait for an answer. */
  async say(
    text: string,
    options: { channel?: string; thread?: string } = {},
  ): Promise<SeenMessage> {
    const channel = this.#channel(options.channel);
    const message = await say(this.#engine, {
      user: this.id,
      channel,
      text,
      threadTs: options.thread,
    });
    return seenMessage(this.#engine, message);
  }

  /** Puts a reaction on a message, by its name without colons. */
  async react(target: Target, name: string): Promise<void> {
    const origin = findOrigin(this.#engine, this.id, refOf(target));
    if (origin?.kind !== "message") throw new Error("A reaction is for a message that is there.");
    await react(this.#engine, this.id, origin.message, name);
  }

  /** Opens the home tab and waits until the app published it. */
  openHome(options: Waiting = {}): Promise<Seen> {
    return this.#see(`${this.handle} opened the home tab`, options, () =>
      openHome(this.#engine, this.id),
    );
  }

  /** Changes their profile or standing: a new zone, a new name, gone from the company. */
  change(change: ProfileChange): Promise<void> {
    return changeProfile(this.#engine, this.id, change);
  }

  /** Uploads a file; its id goes into a file_input. */
  upload(file: TestFile): string {
    return newFile(this.#engine, {
      name: file.name,
      user: this.id,
      content: Buffer.from(file.content),
    }).id;
  }

  /** What this person sees in a channel, oldest first, their own ephemeral messages among it. */
  messages(channel: string): SeenMessage[] {
    const found = this.#channel(channel);
    if (!canRead(found, this.id)) return [];
    return visibleMessages(this.#engine, found.id, this.id).map((each) =>
      seenMessage(this.#engine, each),
    );
  }

  /** The direct messages with the bot. */
  inbox(): SeenMessage[] {
    return this.messages(imOf(this.id));
  }

  /** The modal on top, if one is open. */
  get modal(): SeenView | null {
    const top = openModals(this.#engine, this.id).at(-1);
    return top ? seenView(this.#engine, top) : null;
  }

  /** The home tab, if the app published one. */
  get home(): SeenView | null {
    const view = homeOf(this.#engine, this.id);
    return view ? seenView(this.#engine, view) : null;
  }

  #see(what: string, waiting: Waiting, run: () => Promise<void>): Promise<Seen> {
    return seeAfter(this.#engine, this.id, what, run, waiting);
  }

  async #act(found: FoundElement, raw: Raw): Promise<void> {
    raise(await act(this.#engine, this.id, found, raw));
  }

  #channel(name: string | undefined): Channel {
    const channel = findChannel(this.#engine, name ?? imOf(this.id));
    if (!channel) throw new Error(`There is no channel "${name}".`);
    return channel;
  }

  #raw(value: FieldValue): Raw {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return value as Raw;
    if ("file" in value) return [this.upload(value.file)];
    return "files" in value ? value.files.map((file) => this.upload(file)) : null;
  }

  /** A person finds an entry of an external menu by typing it: so does the driver. */
  async #offered(found: FoundElement, raw: Raw): Promise<Raw> {
    const { element } = found.placed;
    if (element.type !== "external_select" && element.type !== "multi_external_select") return raw;
    const origin = findOrigin(this.#engine, this.id, found.at);
    if (!origin || raw === null) return raw;
    const wanted = Array.isArray(raw) ? raw.map(String) : [String(raw)];
    for (const each of wanted) {
      const shown = shownOptions(
        this.#engine,
        element,
        placeOf(origin, found.blockId, found.actionId),
      );
      if (!shown.some((option) => option.value === each || option.text.text === each))
        await suggest(this.#engine, this.id, found, each);
    }
    return raw;
  }
}

function raise(acted: { ok: true } | { ok: false; error: string }): void {
  if (!acted.ok) throw new Error(acted.error);
}
