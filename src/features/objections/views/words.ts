import { type Day, formatDay } from "../../../kernel/dates.ts";
import { capitalize, cut } from "../../../kernel/text.ts";
import { bold, code, join, lines, link, type Mrkdwn, md } from "../../../slack/mrkdwn.ts";
import { inSentence } from "../../deals/index.ts";
import { type Objection, objectionId, typeName } from "../domain/objection.ts";
import type { Play } from "../domain/play.ts";
import { type PlayRecord, recordWords } from "../domain/record.ts";
import type { ObjectionView } from "../queries/objection.ts";

/** Longer quotes push the play off the phone's screen. */
const QUOTE = 280;

/** “Your price is double theirs.” → pricing, high, on Acme · Platform rollout  obj_9 */
export function objectionHeading({
  objection,
  deal,
}: {
  objection: Pick<Objection, "id" | "text" | "type" | "severity">;
  deal: { title: string; accountName: string | null };
}): Mrkdwn {
  return md`“${cut(objection.text.replace(/\s+/g, " "), QUOTE)}” → ${typeName(objection.type)}, ${objection.severity}, on ${inSentence(deal)}  ${code(objectionId(objection))}`;
}

/** "Follow-up: Thu 26 Nov (in 8 days), with you: ask whether …"; null when none is planned. */
export function followUpWords(view: ObjectionView, readerId: number, today: Day): Mrkdwn | null {
  const { followUp } = view.objection;
  if (!followUp) return null;
  const who = followUp.personId === readerId ? "you" : (view.follower?.name ?? "somebody");
  return md`Follow-up: ${formatDay(followUp.date, { today })}, with ${who}. ${followUp.text}.`;
}

/** Lines that are shown of a play before somebody uses it: a card has to fit on a phone. */
const FEW_SAFE = 2;
const FEW_INTERNAL = 1;

/** The play as a team member reads it: what to do, what to say, and what is for the team alone; all of it once it is in use. */
export function playWords(play: Play, { record, inUse }: { record: PlayRecord; inUse: boolean }) {
  const internal = inUse ? play.internalOnly : play.internalOnly.slice(0, FEW_INTERNAL);
  return lines(
    md`${inUse ? "In use:" : "Try"} ${bold(play.name)}${inUse ? "," : ":"} ${recordWords(record)}. ${play.text}`,
    safeLines(inUse ? play : { customerSafe: play.customerSafe.slice(0, FEW_SAFE) }),
    internal.length > 0
      ? md`${bold("For us only, not for the customer")}\n${bullets(internal)}`
      : null,
    evidenceWords(play),
  );
}

/** What of a play may be said to the customer, and what backs it up: the only part that a channel may read. */
export function safeLines(play: Pick<Play, "customerSafe">): Mrkdwn | null {
  return play.customerSafe.length > 0
    ? md`${bold("Say to the customer")}\n${bullets(play.customerSafe)}`
    : null;
}

/** The pages that back a play up, as links; null when it has none. */
export function evidenceWords(play: Play): Mrkdwn | null {
  return play.evidence.length > 0
    ? md`Evidence: ${join(
        play.evidence.map(({ title, url }) => link(title, url)),
        " · ",
      )}`
    : null;
}

/** What is known beside the words themselves: who said it, what lies behind it, where it was said. */
export function backgroundWords(objection: Objection): Mrkdwn {
  const facts = [
    objection.saidBy ? `said by ${objection.saidBy}` : null,
    objection.rootCause ? `behind it: ${objection.rootCause}` : null,
    objection.competitor ? `against ${objection.competitor}` : null,
  ].filter((fact) => fact !== null);
  const { permalink } = objection.source ?? { permalink: null };
  return join(
    [capitalize(facts.join(" · ")), permalink ? link("the message", permalink) : null],
    " · ",
  );
}

function bullets(rows: readonly string[]): Mrkdwn {
  return join(
    rows.map((row) => `• ${row}`),
    "\n",
  );
}
