import { choice, optional } from "../../../slack/args.ts";
import { defineCommand } from "../../../slack/command.ts";
import { TYPE_ALIASES } from "../domain/type-words.ts";
import { showLibrary } from "../library.ts";
import { openNewPlay } from "../modals/play.ts";

const type = choice("type of objection", TYPE_ALIASES, 2);

export const libraryCommand = defineCommand({
  command: "/objection",
  verb: "library",
  summary: "The team's plays against each type of objection, with their record",
  example: "/objection library pricing",
  permission: "library.read",
  args: { type: optional(type) },
  run: ({ type: asked }, call) => showLibrary(call, asked),
});

export const addPlayCommand = defineCommand({
  command: "/objection",
  verb: "library add",
  summary: "Write a play of your own into the library",
  example: "/objection library add pricing",
  permission: "library.edit",
  args: { type: optional(type) },
  async run({ type: asked }, call) {
    await call.open(openNewPlay(asked));
    return null;
  },
});
