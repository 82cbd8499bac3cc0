import { type Arg, word } from "../../../slack/args.ts";
import { defineCommand } from "../../../slack/command.ts";
import { asLink } from "../../../slack/field.ts";
import { md } from "../../../slack/mrkdwn.ts";
import { changeSettings } from "../../settings/index.ts";
import { showEnvironmentCard } from "../answers.ts";
import { openEnvironment } from "../interactions.ts";
import { askForRefresh } from "../refreshing.ts";
import { hostOf } from "../views/environment.ts";

const showCommands = (["environment", "environment show"] as const).map((verb) =>
  defineCommand({
    command: "/demo",
    verb,
    summary: "The demo environment: how fresh it is, and what is in it",
    example: `/demo ${verb}`,
    permission: "deal.see_all",
    args: {},
    run: (_, call) => showEnvironmentCard(call),
  }),
);

const refreshCommand = defineCommand({
  command: "/demo",
  verb: "environment refresh",
  summary: "Have the demo environment refreshed now",
  example: "/demo environment refresh",
  permission: "engineering.work",
  args: {},
  run: (_, call) => askForRefresh(call),
});

const editCommand = defineCommand({
  command: "/demo",
  verb: "environment edit",
  summary: "Write down what the demo environment is, in a form",
  example: "/demo environment edit",
  permission: "engineering.work",
  args: {},
  async run(_, call) {
    await call.open(openEnvironment(call));
    return null;
  },
});

/** A web address, or none to take it away. */
const addressOrNone: Arg<string | null> = {
  ...word("a link, like https://demo.example.com/refresh, or none"),
  parse(words) {
    const text = words[0]?.text.replace(/^<|(?:\|[^>]*)?>$/g, "") ?? "";
    return /^(?:none|-)$/i.test(text) ? null : asLink(text);
  },
};

const urlCommand = defineCommand({
  command: "/demo",
  verb: "environment url",
  summary: "Say where the demo environment is asked to refresh itself every day; `none` stops it",
  example: "/demo environment url https://demo.example.com/refresh",
  permission: "workspace.administer",
  args: { url: addressOrNone },
  async run({ url }, call) {
    const settings = await changeSettings(call, {
      demo: { ...call.settings.demo, refreshUrl: url },
    });
    return showEnvironmentCard(
      { ...call, settings },
      url === null
        ? md`The demo environment is not refreshed any more.`
        : md`The demo environment is asked to refresh itself at ${hostOf(url)}, every day at 05:00 UTC.`,
    );
  },
});

/** What `/demo environment` can do. */
export const environmentCommands = [...showCommands, refreshCommand, editCommand, urlCommand];
