import { and, eq } from "drizzle-orm";
import { record } from "../../audit/index.ts";
import { type Changed, type DealAct, workOnDeal } from "../../deals/index.ts";
import { type Category, categoryName } from "../domain/category.ts";
import { forecastCategories } from "../schema/calls.ts";

/**
 * Puts a deal into a category by hand, or back to what its probability and close date say.
 * @throws AppError forbidden for those who may not change the deal
 */
export async function categoriseDeal(
  act: DealAct,
  dealId: number,
  category: Category | "derived",
): Promise<Changed> {
  const { workspaceId, personId } = act.actor;
  const { change } = await workOnDeal(act, dealId, "deal.change", async (tx) => {
    const own = and(
      eq(forecastCategories.workspaceId, workspaceId),
      eq(forecastCategories.dealId, dealId),
    );
    const [before] = await tx.select().from(forecastCategories).where(own).for("update");
    if (category === "derived") await tx.delete(forecastCategories).where(own);
    else
      await tx
        .insert(forecastCategories)
        .values({ workspaceId, dealId, category, chosenBy: personId, chosenAt: act.now })
        .onConflictDoUpdate({
          target: [forecastCategories.workspaceId, forecastCategories.dealId],
          set: { category, chosenBy: personId, chosenAt: act.now },
        });
    await record(tx, act, [
      {
        action: "forecast.categorised",
        subject: "deal",
        subjectId: dealId,
        before: { forecastCategory: before ? categoryName(before.category) : null },
        after: { forecastCategory: category === "derived" ? null : categoryName(category) },
      },
    ]);
    return { result: null, words: null };
  });
  return change;
}
