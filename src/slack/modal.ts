import type { InputBlock, ModalView } from "@slack/types";
import { z } from "zod";
import type { Permission } from "../kernel/access.ts";
import { AppError } from "../kernel/errors.ts";
import { type Block, context, plain, section } from "./blocks.ts";
import type { Call } from "./call.ts";
import { type Fields, type FieldValues, type Raw, type Reader, rawSchema } from "./field.ts";
import { LIMITS } from "./limits.ts";
import { type Mrkdwn, md } from "./mrkdwn.ts";
import type { Reply } from "./reply.ts";

/** What the modal carries for us, beside its own metadata: where to answer and how to read amounts and dates. */
const envelope = z.object({
  metadata: z.unknown(),
  url: z.string().nullable(),
  replace: z.boolean(),
  reader: z.object({ timeZone: z.string(), currency: z.string() }),
  show: z.array(z.string()).nullable(),
  /** How often each field was filled in by the bot while the form was open. */
  rewrites: z.record(z.string(), z.number().int()).default({}),
});
type Envelope = z.infer<typeof envelope>;

/** A modal as it is to be opened; the listener adds where to answer. */
export type ModalOpening = {
  view(reader: Reader, answer: { url: string | null; replace: boolean }): ModalView;
};

/** What a form says and fills in by itself while somebody types in it. */
export type Advice<F extends Fields, M = unknown> = {
  /** Stands below the last live field; null takes away what stood there. */
  note: Mrkdwn | null;
  /** Takes the place of the form's metadata: how one letter's advice knows what the last one said. */
  metadata?: M | undefined;
  /** Fields whose content is replaced; the others keep what was typed. */
  fill?: { [K in keyof F]?: Raw | undefined };
};

export type OpenOptions<F extends Fields> = {
  initial?: { [K in keyof F]?: Raw | undefined };
  /** The fields to show, all by default. */
  show?: readonly (keyof F & string)[];
  /** Stands below the last live field until that says something else. */
  note?: Mrkdwn | null;
};

/** What was typed and where it came from, kept so that a failure loses nothing. */
export const draftSchema = z.object({
  modalId: z.string(),
  metadata: z.unknown(),
  show: z.array(z.string()).nullable(),
  raw: z.record(z.string(), rawSchema),
});
export type Draft = z.infer<typeof draftSchema>;

/** A submission that was read: ready to run, or with a sentence for each field that is wrong. */
export type Submission =
  | { errors: Record<string, string> }
  | {
      draft: Draft;
      url: string | null;
      replace: boolean;
      run(call: Call): Promise<Reply | null>;
    };

/** A modal as the listener sees it. */
export type Modal = {
  id: string;
  permission: Permission;
  /** Checks what was typed without asking the database. */
  read(view: SubmittedView): Submission;
  /** The form again after somebody typed into one of its live fields; null when that field says nothing. */
  advise: ((view: SubmittedView, blockId: string, call: Call) => Promise<ModalView | null>) | null;
  reopen(draft: Draft): ModalOpening;
};

export type SubmittedView = {
  private_metadata: string;
  state: { values: Record<string, Record<string, unknown>> };
};

/**
 * Declares a modal: its fields are the inputs, the checks and the types at once. What is typed is kept when `run` fails,
 * and `metadata` travels in `private_metadata`, validated on its way back.
 */
export function defineModal<M extends z.ZodType, F extends Fields>(spec: {
  id: `${string}.${string}`;
  title: string;
  /** The act, as the button says it: "Request demo". */
  submit: string;
  permission: Permission;
  metadata: M;
  fields: F;
  /** A sentence above the fields. */
  intro?(metadata: z.infer<M>): Mrkdwn | null;
  /** Reacts while somebody types: to these fields, with a note below them or with other fields filled in. */
  live?: {
    fields: readonly (keyof F & string)[];
    advise(
      input: { metadata: z.infer<M>; raw: { [K in keyof F]?: Raw }; typed: keyof F & string },
      call: Call,
    ): Promise<Advice<F, z.infer<M>>>;
  };
  run(input: { metadata: z.infer<M>; values: FieldValues<F> }, call: Call): Promise<Reply | null>;
}): Modal & { open(metadata: z.infer<M>, options?: OpenOptions<F>): ModalOpening } {
  const live: readonly string[] = spec.live?.fields ?? [];
  const opening = (
    metadata: z.infer<M>,
    initial: Record<string, Raw | undefined>,
    show: readonly string[] | null,
    said: { note: Mrkdwn | null; rewrites: Record<string, number> } = { note: null, rewrites: {} },
  ): ModalOpening => ({
    view(reader, answer) {
      const { note, rewrites } = said;
      const carried: Envelope = { metadata, ...answer, reader, show: show && [...show], rewrites };
      const private_metadata = JSON.stringify(carried);
      if (private_metadata.length > LIMITS.privateMetadata)
        throw new RangeError(`${spec.id}: the metadata is over Slack's ${LIMITS.privateMetadata}`);
      const intro = spec.intro?.(metadata);
      return {
        type: "modal",
        callback_id: spec.id,
        private_metadata,
        title: plain(spec.title, LIMITS.modalTitle),
        submit: plain(spec.submit, LIMITS.modalButton),
        close: plain("Cancel", LIMITS.modalButton),
        blocks: [
          ...(intro ? [section(intro)] : []),
          ...Object.entries(spec.fields)
            .filter(([name]) => !show || show.includes(name))
            .flatMap(([name, field]) => [
              inputBlock(blockIdOf(name, rewrites), field, initial[name], live.includes(name)),
              // Right below what is typed: at the end of a long form nobody would see it.
              ...(note && name === live.at(-1) ? [context(note)] : []),
            ]),
        ],
      };
    },
  });

  async function advise(
    view: SubmittedView,
    blockId: string,
    call: Call,
  ): Promise<ModalView | null> {
    const carried = envelope.parse(JSON.parse(view.private_metadata));
    const typed = live.find((name) => blockIdOf(name, carried.rewrites) === blockId);
    if (!spec.live || typed === undefined) return null;
    const metadata = spec.metadata.parse(carried.metadata);
    const raw: Record<string, Raw> = {};
    for (const name of Object.keys(spec.fields)) {
      const state = view.state.values[blockIdOf(name, carried.rewrites)];
      if (state) raw[name] = readState(state);
    }
    const typedRaw = raw as { [K in keyof F]?: Raw };
    const advice = await spec.live.advise({ metadata, raw: typedRaw, typed }, call);
    const fill: Record<string, Raw | undefined> = advice.fill ?? {};
    // Slack keeps what stands in a field as long as the field keeps its id: one that is filled in gets a new one.
    const rewrites = { ...carried.rewrites };
    for (const name of Object.keys(fill)) rewrites[name] = (rewrites[name] ?? 0) + 1;
    const { url, replace, reader, show } = carried;
    const said = { note: advice.note, rewrites };
    const carriedOn =
      advice.metadata === undefined ? metadata : spec.metadata.parse(advice.metadata);
    return opening(carriedOn, { ...raw, ...fill }, show, said).view(reader, { url, replace });
  }

  return {
    id: spec.id,
    permission: spec.permission,
    open: (metadata, options = {}) =>
      opening(spec.metadata.parse(metadata), options.initial ?? {}, options.show ?? null, {
        note: options.note ?? null,
        rewrites: {},
      }),
    reopen: (draft) => opening(spec.metadata.parse(draft.metadata), draft.raw, draft.show),
    advise: spec.live ? (view, blockId, call) => advise(view, blockId, call) : null,
    read(view) {
      const carried = envelope.parse(JSON.parse(view.private_metadata));
      const metadata = spec.metadata.parse(carried.metadata);
      const raw: Record<string, Raw> = {};
      const values: Record<string, unknown> = {};
      const errors: Record<string, string> = {};
      for (const [name, field] of Object.entries(spec.fields)) {
        const blockId = blockIdOf(name, carried.rewrites);
        const state = view.state.values[blockId];
        if (state) raw[name] = readState(state);
        try {
          values[name] = field.read(raw[name], carried.reader);
        } catch (error) {
          if (!(error instanceof AppError)) throw error;
          errors[blockId] = [error.message, error.hint].filter(Boolean).join(" ");
        }
      }
      if (Object.keys(errors).length > 0) return { errors };
      return {
        draft: { modalId: spec.id, metadata: carried.metadata, show: carried.show, raw },
        url: carried.url,
        replace: carried.replace,
        run: (call) => spec.run({ metadata, values: values as FieldValues<F> }, call),
      };
    },
  };
}

function blockIdOf(name: string, rewrites: Readonly<Record<string, number>>): string {
  const times = rewrites[name] ?? 0;
  return times === 0 ? name : `${name}~${times}`;
}

function inputBlock(
  blockId: string,
  field: Fields[string],
  initial: Raw | undefined,
  isLive: boolean,
): InputBlock {
  const element = field.element(initial);
  return {
    type: "input",
    block_id: blockId,
    label: plain(field.label, LIMITS.inputLabel),
    optional: field.optional,
    ...(isLive ? { dispatch_action: true } : {}),
    element:
      isLive && element.type === "plain_text_input"
        ? { ...element, dispatch_action_config: { trigger_actions_on: ["on_character_entered"] } }
        : element,
    ...(field.hint ? { hint: plain(field.hint, LIMITS.inputHint) } : {}),
  };
}

const stateSchema = z.looseObject({
  value: z.string().nullish(),
  selected_date: z.string().nullish(),
  selected_date_time: z.number().nullish(),
  selected_user: z.string().nullish(),
  selected_option: z
    .object({ value: z.string(), text: z.object({ text: z.string() }).optional() })
    .nullish(),
  selected_options: z.array(z.object({ value: z.string() })).optional(),
  files: z.array(z.object({ id: z.string() })).optional(),
});

function readState(block: Record<string, unknown>): Raw {
  const state = stateSchema.parse(Object.values(block)[0] ?? {});
  const option = state.selected_option;
  const moment = state.selected_date_time;
  const value =
    state.value ??
    state.selected_date ??
    state.selected_user ??
    option?.value ??
    (moment ? String(moment) : undefined);
  const values = state.selected_options?.map((one) => one.value) ?? state.files?.map((f) => f.id);
  return {
    ...(value ? { value } : {}),
    ...(option?.text ? { label: option.text.text } : {}),
    ...(values ? { values } : {}),
  };
}

/** Shown for the moment until slow data is there. */
export function loadingView(title = "One moment"): ModalView {
  const blocks: Block[] = [section(md`Looking that up…`)];
  return {
    type: "modal",
    title: plain(title, LIMITS.modalTitle),
    blocks: blocks as ModalView["blocks"],
  };
}
