import { choice, named, optional, phrase } from "../../../slack/args.ts";
import { defineCommand } from "../../../slack/command.ts";
import { SOURCES, type Source } from "../domain/lead.ts";
import { createAndSay, openNewLead } from "../modals/lead-form.ts";

const BY_NAME = Object.fromEntries(SOURCES.map((one) => [one, one])) as Record<Source, Source>;

export const newCommand = defineCommand({
  command: "/lead",
  verb: "new",
  summary: "Keep somebody who may buy; without company and source in a form",
  example: "/lead new Acme from referral contact Jane Doe",
  permission: "lead.create",
  args: {
    company: optional(phrase("the company")),
    from: named("from", choice("source", BY_NAME)),
    contact: named("contact", phrase("their name")),
  },
  async run({ company, from, contact }, call) {
    if (company && from)
      return createAndSay(
        call,
        { company, source: from, contactName: contact },
        { take: "nobody" },
      );
    await call.open(
      openNewLead({
        ...(company ? { company } : {}),
        ...(contact ? { contactName: contact } : {}),
        ...(from ? { source: from } : {}),
      }),
    );
    return null;
  },
});
