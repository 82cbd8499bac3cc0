import { inWorkspace } from "../../../db/workspace.ts";
import { AppError } from "../../../kernel/errors.ts";
import { joinWords, nearest } from "../../../kernel/text.ts";
import { optional, phrase } from "../../../slack/args.ts";
import { defineCommand } from "../../../slack/command.ts";
import { personKey, type Team } from "../domain/person.ts";
import { listReply } from "../interactions.ts";
import { listTeams } from "../queries.ts";

/** `/deal people` and `/deal people list`: who is in the sales team. */
export const peopleListCommands = (["people", "people list"] as const).map((verb) =>
  defineCommand({
    command: "/deal",
    verb,
    summary: "Who is in the sales team, or in one team of it",
    example: `/deal ${verb} EMEA`,
    permission: "people.see",
    args: { team: optional(phrase("the name of a team")) },
    async run({ team }, call) {
      const { workspaceId } = call.actor;
      const teams =
        team === undefined
          ? []
          : await inWorkspace(call.deps.db, workspaceId, (tx) => listTeams(tx, workspaceId));
      return listReply(call, {
        teamId: team === undefined ? null : teamNamed(team, teams).id,
        offset: 0,
      });
    },
  }),
);

function teamNamed(written: string, teams: readonly Team[]): Team {
  const key = personKey(written);
  const found = teams.find(({ name }) => personKey(name) === key);
  if (found) return found;
  if (teams.length === 0)
    throw new AppError(
      "not_found",
      "There are no teams yet.",
      "An admin makes one by putting somebody in it: `/deal people set @ada team EMEA`.",
    );
  const names = teams.map(({ name }) => name);
  const near = nearest(written, names);
  throw new AppError(
    "not_found",
    `There is no team “${written}”.`,
    near
      ? `Did you mean \`/deal people list ${near}\`?`
      : `The teams: ${joinWords(names.slice(0, 20), "and")}.`,
  );
}
