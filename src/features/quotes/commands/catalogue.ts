import { phrase } from "../../../slack/args.ts";
import { defineCommand } from "../../../slack/command.ts";
import { bold, md } from "../../../slack/mrkdwn.ts";
import { catalogueReply, productNamed } from "../catalogue.ts";
import { openProduct } from "../modals/product.ts";
import { setActive } from "../operations/catalogue.ts";

const listCommand = defineCommand({
  command: "/quote",
  verb: "catalogue",
  summary: "The product catalogue with list prices",
  example: "/quote catalogue",
  permission: "catalogue.read",
  args: {},
  run: (_, call) => catalogueReply(call),
});

const addCommand = defineCommand({
  command: "/quote",
  verb: "catalogue add",
  summary: "Put a product into the catalogue",
  example: "/quote catalogue add",
  permission: "catalogue.edit",
  args: {},
  async run(_, call) {
    await call.open(openProduct(null, call.settings.baseCurrency));
    return null;
  },
});

const editCommand = defineCommand({
  command: "/quote",
  verb: "catalogue edit",
  summary: "Change a product: price, unit, billing, term",
  example: "/quote catalogue edit Platform",
  permission: "catalogue.edit",
  args: { product: phrase("the product's name") },
  async run({ product }, call) {
    const found = await productNamed(call, product);
    await call.open(openProduct(found, call.settings.baseCurrency));
    return null;
  },
});

const retireCommand = defineCommand({
  command: "/quote",
  verb: "catalogue retire",
  summary: "Take a product off the shelf; quotes that have it keep it",
  example: "/quote catalogue retire Legacy module",
  permission: "catalogue.edit",
  args: { product: phrase("the product's name") },
  async run({ product }, call) {
    const found = await productNamed(call, product);
    await setActive(call, found.id, false);
    return catalogueReply(call, md`Retired ${bold(found.name)}: no new quote can have it.`);
  },
});

const returnCommand = defineCommand({
  command: "/quote",
  verb: "catalogue return",
  summary: "Put a retired product back on the shelf",
  example: "/quote catalogue return Legacy module",
  permission: "catalogue.edit",
  args: { product: phrase("the product's name") },
  async run({ product }, call) {
    const found = await productNamed(call, product);
    await setActive(call, found.id, true);
    return catalogueReply(call, md`${bold(found.name)} is sold again.`);
  },
});

/** The product catalogue: listed by anyone in sales, edited by managers and admins. */
export const catalogueCommands = [
  listCommand,
  addCommand,
  editCommand,
  retireCommand,
  returnCommand,
];
