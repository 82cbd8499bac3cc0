import type { Tx } from "../../db/client.ts";
import { inWorkspace } from "../../db/workspace.ts";
import type { Deps } from "../../deps.ts";
import type { Actor } from "../../kernel/access.ts";
import { AppError } from "../../kernel/errors.ts";
import type { PersonRef } from "../../slack/args.ts";
import { PickOne } from "../../slack/pick-one.ts";
import { askSlack } from "./ask-slack.ts";
import { matchPeople, nearestName } from "./domain/match.ts";
import { describePerson, type Person, personKey } from "./domain/person.ts";
import { introduce } from "./identify.ts";
import { findPersonBySlackId, getPerson, listNames, listNamesakes } from "./queries.ts";

type Asker = { deps: Deps; actor: Actor };
const MOST_CHOICES = 10;

/**
 * The person somebody means. A mention of somebody we have not met is looked up in Slack.
 * @throws AppError not_found when nobody is meant, with the nearest name; PickOne when several are
 */
export function resolvePerson(asker: Asker, ref: PersonRef): Promise<Person> {
  const { deps, actor } = asker;
  if (ref === "me")
    return inWorkspace(deps.db, actor.workspaceId, (tx) =>
      getPerson(tx, actor.workspaceId, actor.personId),
    );
  if ("slackUserId" in ref) return bySlackId(asker, ref.slackUserId);
  // What a choice among several puts in the place of the name, behind the @ that stood there.
  const mention = /^<@([UW][A-Z0-9]+)(?:\|[^>]*)?>$/.exec(ref.name)?.[1];
  return mention ? bySlackId(asker, mention) : byName(asker, ref.name);
}

async function bySlackId({ deps, actor }: Asker, slackUserId: string): Promise<Person> {
  const { workspaceId } = actor;
  const find = () =>
    inWorkspace(deps.db, workspaceId, (tx) => findPersonBySlackId(tx, workspaceId, slackUserId));
  const known = await find();
  if (known) return known;
  const slack = await deps.slack.client(workspaceId);
  const answer = await askSlack(slack, slackUserId);
  if (answer.kind === "unknown")
    throw new AppError(
      "not_found",
      `Slack knows no member ${slackUserId} here.`,
      "Mention somebody of this workspace, like @ada.",
    );
  if (answer.kind === "profile" && answer.profile.isBot)
    throw new AppError(
      "bad_input",
      `${answer.profile.name ?? slackUserId} is an app, not a person.`,
      "Mention a person, like @ada.",
    );
  await introduce(deps, { workspaceId, slackUserId, name: null }, slack, answer);
  const met = await find();
  if (!met) throw new Error(`${slackUserId} was added and is not there.`);
  return met;
}

function byName({ deps, actor }: Asker, written: string): Promise<Person> {
  return inWorkspace(deps.db, actor.workspaceId, async (tx) => {
    const number = /^#(\d{1,9})$/.exec(written)?.[1];
    if (number) return getPerson(tx, actor.workspaceId, Number(number));
    const candidates = await listNamesakes(tx, actor.workspaceId, {
      handle: written.toLowerCase(),
      key: personKey(written),
    });
    const [person, ...others] = matchPeople(written, candidates);
    if (!person) throw await nobody(tx, actor.workspaceId, written);
    if (others.length > 0) throw whichOne(written, [person, ...others]);
    return person;
  });
}

async function nobody(tx: Tx, workspaceId: string, written: string): Promise<AppError> {
  const near = nearestName(written, await listNames(tx, workspaceId));
  const mention = "Pick the person from the list that Slack shows after @.";
  return new AppError(
    "not_found",
    `I know nobody called “${written}”.`,
    near ? `Did you mean ${near}? ${mention}` : mention,
  );
}

/** People with a Slack account are chosen by their mention, others by their number here. */
function whichOne(written: string, several: readonly Person[]): PickOne {
  return new PickOne(
    several.length > MOST_CHOICES
      ? `${several.length} people fit “${written}”. These are the first ${MOST_CHOICES}; write more of the name for the others.`
      : `Which ${written} do you mean?`,
    written,
    several.slice(0, MOST_CHOICES).map((person) => ({
      id: person.slackUserId ? `<@${person.slackUserId}>` : `#${person.id}`,
      label: describePerson(person),
    })),
  );
}
