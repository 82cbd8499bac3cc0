import { type LabelWords, weighing } from "../../../../categorise/taxonomy.ts";

/** What speaks for a technical requirement. */
export const TECHNICAL: LabelWords = {
  keywords: [
    ...weighing(
      2,
      `
      percentamount, performan*, response time*, seconds, millisecond*, latenc*,
      uptime, availab* 24, 24 7, 99, downtime, availability, scal*, concurrent*, simultaneous*,
      throughput, high load, disaster recovery, failover, on prem*, operating system*, linux,
      firefox, internet explorer, intuitive*, easy to, ease of use, usab*, user friendly,
      look and feel, appearance, bandwidth`,
    ),
    ...weighing(
      1.5,
      `
      respond, second, fast, faster, quickly, capacity, back up, backup*, recover*, redundan*,
      crash*, windows, mac os, ios, android, browser*, chrome, java, architecture, deploy*,
      install*, maintain*, maintenance, training, colors, colours, font*, of the time, of users,
      of the users, per hour, per minute`,
    ),
    ...weighing(
      1,
      `
      cloud, host*, server, servers, platform*, upgrad*, color, colour, languages, offline`,
    ),
    ...weighing(
      0.5,
      `
      monitor*, minimum of`,
    ),
  ],
  examples: [
    "Pages open in under two seconds even with all our people on it",
    "It has to be up 99.9 percent of the year, day and night",
    "Five thousand users work at the same time at the end of the month",
    "We run everything on our own Linux servers",
    "The software must work on Windows laptops and on iPads",
    "Supports the current versions of Chrome, Edge and Firefox",
    "A new colleague should get along without training",
    "The screens must be easy to understand for people who rarely use computers",
    "After a crash the service is back within ten minutes and nothing is lost",
    "It should grow to ten million records without slowing down",
    "Updates happen without interrupting anybody's work",
    "The user interface must follow our corporate colours and logo",
    "Searching the archive may take three seconds at most",
    "Nine out of ten users find the right function at the first try",
    "The product shall be available during business hours on every weekday",
    "Maintenance windows only on Sundays",
    "New versions must be installable by our own administrators within a day",
    "The design should look modern and professional",
    "Nightly backups with a restore tested each quarter",
    "It must still run when the internet connection is slow",
    "Switching the language of all menus between English, French and German",
    "The application shall handle at least a thousand transactions an hour",
    "New features can be added later without rewriting the core",
    "Text must be large enough to be read from across the room",
    "The system has to run in our existing hardware environment",
    "We want containers that we can deploy in our own cloud account",
    "The interface should be appealing to teenagers",
    "Technicians in the field use it with gloves on a small device",
    "Errors must be explained in words that an ordinary employee understands",
    "If one server fails, another takes over by itself",
    "Users should be happy with the product after a week of using it",
    "The code is documented so that our developers can maintain it",
  ],
};
