/** What each kind of job does, as admins read it. */
const WORDS: ReadonlyMap<string, string> = new Map([
  ["app.housekeeping", "Tidy up what is no longer needed"],
  ["approvals.climb", "Remind of approvals, ask the next one, let them expire"],
  ["contracts.share-paper", "Post contracts as PDF"],
  ["contracts.signature-awaited", "Remind of signatures"],
  ["deals.import", "Import deals"],
  ["deals.refresh-cards", "Bring deal cards up to date"],
  ["demos.refresh-environment", "Refresh demo environments"],
  ["demos.remind", "Remind of demos"],
  ["digest.tick", "Look which digests and mornings are due"],
  ["digest.write", "Write digests and mornings"],
  ["forecast.backtest", "Look back at forecasts, as asked"],
  ["forecast.learn", "Learn from closed deals, look back weekly"],
  ["forecast.snapshot", "Keep the weekly forecast, tell of big moves"],
  ["leads.ladder", "Nudge for leads, then reassign them"],
  ["notifications.deliver", "Deliver messages"],
  ["notifications.sweep", "Look for messages left behind"],
  ["objections.follow-up", "Remind of objections' follow-ups"],
  ["people.refresh-profile", "Read people's profiles from Slack"],
  ["pipeline.refresh", "Look for deals at risk and stale ones"],
  ["pipeline.take-snapshots", "Keep the day's pipeline"],
  ["pocs.remind", "Remind of proofs of concept"],
  ["pocs.share-report", "Post proof of concept reports"],
  ["quotes.expire", "Let quotes expire"],
  ["quotes.remind", "Remind of quotes that end"],
  ["quotes.share", "Post quotes as PDF"],
]);

/** "Deliver messages" of "notifications.deliver"; a kind without words is called by its name. */
export function jobWords(name: string): string {
  return WORDS.get(name) ?? name;
}
