import { type LabelWords, weighing } from "../../../../categorise/taxonomy.ts";

/** What speaks for a functional requirement: the verbs of things a product does. */
export const FUNCTIONAL: LabelWords = {
  keywords: [
    ...weighing(
      1,
      `
      report*, dashboard*, export*, search*, filter*, sort, notif*, notification*, remind*,
      workflow*, template*, calculat*, track*, assign*, allow* users to, allow the user to,
      allow a user to, ability to, edit, generat*, forecast*, quote*, custom fields, bulk`,
    ),
    ...weighing(
      0.5,
      `
      display*, approv*, schedul*, be able to, create, update, add, delete, select*, list, view,
      record, records, print, invoice*, email`,
    ),
  ],
  examples: [
    "Reps can build a quote from the price list",
    "A dashboard that shows the pipeline by region",
    "Send a reminder to the owner when a task is overdue",
    "Search contacts by name, city or phone number",
    "Export any list to Excel",
    "Managers approve discounts above ten percent",
    "The system shall allow the user to cancel an order",
    "Our planners drag shifts from one person to another",
    "The product shall produce a monthly summary of all bookings",
    "Each ticket gets a number and an owner",
    "Customers can choose a delivery date",
    "Add notes and attachments to a case",
    "The application shall calculate the commission of each agent",
    "Merge two duplicate accounts into one",
    "The system will display a list of available rooms",
    "Forecast revenue for the next two quarters",
    "A form where applicants enter their details",
    "Track how many hours each consultant spends on a project",
    "The user shall be able to edit or delete an appointment",
    "Create invoices from delivered items",
    "Show the history of every conversation with a customer",
    "Templates for the emails we send most often",
    "Notify the warehouse when an item runs low",
    "The system shall record each payment with its date and amount",
    "Leads are assigned to the rep with the fewest open ones",
    "Compare this year's figures with last year's",
    "Players can join a game and see the score",
    "Print the packing slip for a shipment",
    "Students can sign up for a course and drop it again",
    "The product shall let the clerk enter a new member",
    "Copy an old project with all its tasks",
    "Our agents need custom fields on the contact page",
  ],
};
