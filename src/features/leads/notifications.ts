import { z } from "zod";
import { formatInstant } from "../../kernel/dates.ts";
import { defineNotification } from "../../notify/define-notification.ts";
import { actions, section } from "../../slack/blocks.ts";
import { EMOJI } from "../../slack/emoji.ts";
import { bold, code, join, lines, Mrkdwn, md } from "../../slack/mrkdwn.ts";
import { showDeal } from "../deals/index.ts";
import { acceptLeadNow, askAssign, askReassign, assignByRules, showLead } from "./actions.ts";
import { leadId, SOURCES } from "./domain/lead.ts";
import { sourceName } from "./domain/words.ts";

const about = {
  id: z.number().int(),
  company: z.string(),
  /** The deal it became, with its title; null while it is a lead. */
  deal: z.object({ id: z.number().int(), title: z.string() }).nullable(),
};
type About = { id: number; company: string; deal: { id: number; title: string } | null };

/** "the lead *Acme*" or "the deal *Acme · Platform*". */
function thing({ company, deal }: About): Mrkdwn {
  return deal ? md`the deal ${bold(`${company} · ${deal.title}`)}` : md`the lead ${bold(company)}`;
}

function openButton({ id, deal }: About) {
  return deal ? showDeal.button("Open deal", { id: deal.id }) : showLead.button("Open", { id });
}

const waiting = z.object({
  ...about,
  handover: z.number().int(),
  /** Until when it is theirs to accept. */
  until: z.string(),
  at: z.string(),
});

function acceptButtons(news: About & { handover: number }) {
  return actions(
    acceptLeadNow.button("Accept", { id: news.id, handover: news.handover }, { style: "primary" }),
    askReassign.button("Reassign…", { id: news.id }),
    openButton(news),
  );
}

/** Tells somebody that a lead, or the deal it became, is theirs to accept. */
export const leadGiven = defineNotification({
  kind: "leads.given",
  topic: "leads",
  urgency: "now",
  data: waiting.extend({
    byName: z.string().nullable(),
    /** The rule, or why it was passed on. */
    said: z.string().nullable(),
    contactName: z.string().nullable(),
    source: z.enum(SOURCES),
    score: z.number().int(),
  }),
  render(news, reader) {
    const now = reader.now ?? new Date(news.at);
    const until = formatInstant(new Date(news.until), { now, timeZone: reader.timeZone });
    const said = news.said ? md`: ${news.said}` : "";
    const text = news.byName
      ? md`${news.byName} gave you ${thing(news)}${said}.`
      : md`You were given ${thing(news)}${said}.`;
    const facts = join(
      [
        news.contactName,
        sourceName(news.source),
        `score ${news.score}`,
        code(leadId({ id: news.id })),
      ],
      " · ",
    );
    return {
      text: text.text,
      blocks: [
        section(lines(text, facts, md`Accept it by ${until}, or somebody else gets it.`)),
        ...acceptButtons(news),
      ],
    };
  },
});

/** Reminds somebody of a lead that waits for them. */
export const leadNudge = defineNotification({
  kind: "leads.nudge",
  topic: "leads",
  urgency: "now",
  data: waiting,
  render(news, reader) {
    const now = reader.now ?? new Date(news.at);
    const until = formatInstant(new Date(news.until), { now, timeZone: reader.timeZone });
    const text = md`${EMOJI.waiting} ${thing(news)} still waits for you. It goes to somebody else at ${until}.`;
    return { text: text.text, blocks: [section(text), ...acceptButtons(news)] };
  },
});

/** Tells somebody that a lead they had is no longer theirs. */
export const leadTaken = defineNotification({
  kind: "leads.taken",
  topic: "leads",
  data: z.object({
    ...about,
    toName: z.string(),
    /** Null when the time ran out. */
    byName: z.string().nullable(),
    reason: z.string().nullable(),
  }),
  render(news) {
    const why = news.byName
      ? md` ${news.byName} decided it${news.reason ? `: “${news.reason}”` : ""}.`
      : md` Nobody had accepted it in time.`;
    const text = md`${bold(news.toName)} has ${thing(news)} now.${why}`;
    return { text: text.text, blocks: [section(text), ...actions(openButton(news))] };
  },
});

/** Tells managers that a lead has nobody who could take it. */
export const leadStuck = defineNotification({
  kind: "leads.stuck",
  topic: "leads",
  data: z.object({
    ...about,
    why: z.string(),
    /** Who keeps it because there is nobody else; null when nobody has it. */
    keptBy: z.string().nullable(),
  }),
  render(news) {
    const text = news.keptBy
      ? md`${EMOJI.risk} ${news.keptBy} has not accepted ${thing(news)}, and there is nobody else: ${news.why}.`
      : md`${EMOJI.risk} Nobody could be given ${thing(news)}: ${news.why}.`;
    return {
      text: text.text,
      blocks: [
        section(text),
        ...actions(
          askAssign.button("Assign…", { id: news.id }),
          assignByRules.button("Try the rules again", { id: news.id }),
          openButton(news),
        ),
      ],
    };
  },
});

/** Tells the owner of a lead what somebody else did to it. The words are made, and escaped, when it happens. */
export const leadChanged = defineNotification({
  kind: "leads.changed",
  topic: "deal_changes",
  subject: ({ id }) => `lead:${id}`,
  line: ({ actorName, what }) => md`${actorName} ${new Mrkdwn(what)}`,
  data: z.object({
    id: z.number().int(),
    company: z.string(),
    actorName: z.string(),
    what: z.string(),
  }),
  render(news) {
    const what = new Mrkdwn(news.what);
    return {
      text: md`${news.actorName} on the lead ${bold(news.company)}: ${what}`.text,
      blocks: [
        section(
          lines(
            join([bold(news.company), code(leadId(news))], "  "),
            md`${news.actorName} ${what}`,
          ),
        ),
        ...actions(showLead.button("Open lead", { id: news.id })),
      ],
    };
  },
});
