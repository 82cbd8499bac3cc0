import { subHours } from "date-fns/subHours";
import { and, eq } from "drizzle-orm";
import type { App } from "../app.ts";
import { inWorkspace } from "../db/workspace.ts";
import {
  acceptLead,
  assignLead,
  createLead,
  disqualifyLead,
  type NewLead,
  noteLead,
  qualifyLead,
} from "../features/leads/index.ts";
import { leads } from "../features/leads/schema/leads.ts";
import type { Actor } from "../kernel/access.ts";
import { tellNobody } from "./demo-silence.ts";

/** One lead of the demo. */
type DemoLead = NewLead & {
  /** Who wrote it down, and how many hours ago. */
  by: string;
  hoursAgo: number;
  /** How far it got; new when it is left out. */
  reached?: "mql" | "sql";
  owner?: string;
  /** Whether the owner has accepted it; yes unless told otherwise. */
  isAccepted?: false;
  disqualified?: string;
  /** The number of the deal of the demo that it became. */
  became?: number;
};

const eur = (whole: number) => ({ minor: whole * 100, currency: "EUR" });

/** Leads in every status: some nobody has, one that waits to be accepted, one that became a deal. */
const DEMO_LEADS: readonly DemoLead[] = [
  {
    company: "Acme",
    source: "referral",
    contactName: "Jane Doe",
    contactEmail: "jane@acme.example",
    contactTitle: "Head of IT",
    employees: 1200,
    industry: "Manufacturing",
    country: "Germany",
    budget: eur(50_000),
    authority: "decides",
    need: "Single sign-on for every plant",
    timing: "this_quarter",
    by: "sam",
    hoursAgo: 1500,
    reached: "sql",
    owner: "ada",
    became: 1,
  },
  {
    company: "Vandelay Industries",
    source: "inbound",
    contactName: "Art Vandelay",
    contactEmail: "art@vandelay.example",
    contactTitle: "Director of Imports",
    employees: 800,
    industry: "Logistics",
    country: "Netherlands",
    budget: eur(35_000),
    authority: "decides",
    need: "Customs papers without e-mail",
    timing: "this_quarter",
    by: "sam",
    hoursAgo: 120,
    reached: "sql",
    owner: "bea",
    note: "Saw us at a partner's. Wants to see customs first.",
  },
  {
    company: "Gringotts Bank",
    source: "partner",
    contactName: "Bill Weasley",
    contactEmail: "bill@gringotts.example",
    contactTitle: "VP Security",
    employees: 4200,
    industry: "Finance",
    country: "United Kingdom",
    budget: eur(180_000),
    authority: "influences",
    need: "Audit trail for vault access",
    timing: "next_quarter",
    by: "sam",
    hoursAgo: 70,
    reached: "sql",
    owner: "jon",
    isAccepted: false,
  },
  {
    company: "Dunder Mifflin",
    source: "event",
    contactName: "Charlie Bucket",
    contactEmail: "charlie@dunder.example",
    contactTitle: "Head of Operations",
    employees: 350,
    industry: "Food",
    country: "United Kingdom",
    need: "Paper trails without paper",
    by: "max",
    hoursAgo: 96,
    reached: "mql",
    owner: "nora",
  },
  {
    company: "Weyland Robotics",
    source: "inbound",
    contactName: "Rachael Rosen",
    contactEmail: "rachael@weyland.example",
    contactTitle: "Chief of Staff",
    employees: 2600,
    industry: "Technology",
    country: "United States",
    need: "Test results in one place",
    by: "ivy",
    hoursAgo: 48,
    reached: "mql",
    owner: "kim",
  },
  {
    company: "Duff Breweries",
    source: "inbound",
    contactName: "Barney Gumble",
    contactEmail: "barney@duff.example",
    employees: 90,
    industry: "Food",
    country: "United States",
    need: "Orders by phone",
    timing: "this_quarter",
    by: "ivy",
    hoursAgo: 30,
    reached: "mql",
  },
  {
    company: "Monarch Airlines",
    source: "marketing",
    contactName: "Dana Scully",
    contactEmail: "dana.scully@gmail.com",
    employees: 3100,
    industry: "Travel",
    country: "Spain",
    by: "max",
    hoursAgo: 26,
  },
  {
    company: "Sirius Cybernetics",
    source: "outbound",
    contactName: "Ford Prefect",
    contactEmail: "ford@sirius.example",
    employees: 140,
    industry: "Technology",
    by: "sam",
    hoursAgo: 20,
    owner: "sam",
  },
  {
    company: "Bluth Homes",
    source: "referral",
    contactName: "Lucille Bluth",
    industry: "Construction",
    country: "United States",
    by: "eli",
    hoursAgo: 7,
    owner: "eli",
  },
  { company: "Bubba Gump Shrimp", source: "event", industry: "Food", by: "max", hoursAgo: 3 },
  {
    company: "Massive Dynamic",
    source: "inbound",
    contactName: "Norman Osborn",
    contactEmail: "norman@massive.example",
    employees: 700,
    industry: "Health",
    country: "United States",
    by: "ivy",
    hoursAgo: 400,
    disqualified: "No budget before next year",
    owner: "tom",
  },
  {
    company: "Planet Express",
    source: "outbound",
    contactName: "Amy Wong",
    employees: 6,
    by: "sam",
    hoursAgo: 300,
    disqualified: "Too small for us",
  },
];

/**
 * Gives the demo its leads, through the same operations as everyone. What is past is told to nobody, and no ladder runs: the lead
 * that waits to be accepted waits until somebody does something.
 * @param personOf the number of a person by their handle
 */
export async function loadLeads(
  deps: App["deps"],
  admin: Actor,
  personOf: (handle: string) => number,
): Promise<void> {
  const past = tellNobody(deps);
  const now = deps.clock.now();
  const { workspaceId } = admin;
  // One after the other: the ids people type should follow the list.
  for (const story of DEMO_LEADS) {
    const { by, hoursAgo, reached, owner, isAccepted, disqualified, became, ...input } = story;
    const actBy = (handle: string) => ({
      deps: past.deps,
      actor: { ...admin, personId: personOf(handle) },
      now: subHours(now, hoursAgo),
      requestId: null,
    });
    const { note, ...facts } = input;
    const { lead } = await createLead(actBy(by), facts);
    if (note) await noteLead(actBy(by), lead.id, note);
    const reason = "Asked for a call";
    if (reached) await qualifyLead(actBy(by), lead.id, { to: reached, reason });
    if (owner === by) await acceptLead(actBy(by), lead.id);
    else if (owner) {
      await assignLead(actBy(by), lead.id, { personId: personOf(owner) });
      if (isAccepted !== false) await acceptLead(actBy(owner), lead.id);
    }
    if (disqualified) await disqualifyLead(actBy(owner ?? by), lead.id, disqualified);
    if (became)
      // The demo's deals are there already: this one is said to have been made of the lead.
      await inWorkspace(deps.db, workspaceId, (tx) =>
        tx
          .update(leads)
          .set({ status: "converted", dealId: became })
          .where(and(eq(leads.workspaceId, workspaceId), eq(leads.id, lead.id))),
      );
  }
  await past.forget(workspaceId);
}
