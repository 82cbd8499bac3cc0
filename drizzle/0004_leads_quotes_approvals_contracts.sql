CREATE TABLE "absences" (
	"workspace_id" text NOT NULL,
	"person_id" integer NOT NULL,
	"from_day" date NOT NULL,
	"to_day" date NOT NULL,
	"delegate_id" integer,
	CONSTRAINT "absences_workspace_id_person_id_from_day_pk" PRIMARY KEY("workspace_id","person_id","from_day"),
	CONSTRAINT "absences_in_order" CHECK ("absences"."from_day" <= "absences"."to_day"),
	CONSTRAINT "absences_delegate_is_other" CHECK ("absences"."delegate_id" <> "absences"."person_id")
);
--> statement-breakpoint
CREATE TABLE "approvals" (
	"workspace_id" text NOT NULL,
	"id" integer NOT NULL,
	"kind" text NOT NULL,
	"subject" text NOT NULL,
	"subject_id" integer NOT NULL,
	"deal_id" integer NOT NULL,
	"requester_id" integer NOT NULL,
	"state" text NOT NULL,
	"what" text NOT NULL,
	"facts" text[] DEFAULT '{}' NOT NULL,
	"reason" text NOT NULL,
	"data" jsonb NOT NULL,
	"agree" text NOT NULL,
	"comment" text,
	"decided_by_id" integer,
	"decided_for_id" integer,
	"decided_at" timestamp with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	"requested_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "approvals_workspace_id_id_pk" PRIMARY KEY("workspace_id","id"),
	CONSTRAINT "approvals_decided" CHECK (("approvals"."state" = 'open') = ("approvals"."decided_at" is null)),
	CONSTRAINT "approvals_decided_by" CHECK ("approvals"."state" not in ('approved', 'rejected') or "approvals"."decided_by_id" is not null),
	CONSTRAINT "approvals_not_own" CHECK ("approvals"."state" not in ('approved', 'rejected') or "approvals"."decided_by_id" <> "approvals"."requester_id")
);
--> statement-breakpoint
CREATE TABLE "approval_answers" (
	"workspace_id" text NOT NULL,
	"approval_id" integer NOT NULL,
	"seat" integer NOT NULL,
	"by_id" integer NOT NULL,
	"for_id" integer,
	"comment" text,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "approval_answers_workspace_id_approval_id_seat_pk" PRIMARY KEY("workspace_id","approval_id","seat")
);
--> statement-breakpoint
CREATE TABLE "approval_approvers" (
	"workspace_id" text NOT NULL,
	"approval_id" integer NOT NULL,
	"seat" integer NOT NULL,
	"person_id" integer NOT NULL,
	"way" text NOT NULL,
	"escalated_from_id" integer,
	"added_at" timestamp with time zone NOT NULL,
	CONSTRAINT "approval_approvers_workspace_id_approval_id_seat_person_id_pk" PRIMARY KEY("workspace_id","approval_id","seat","person_id")
);
--> statement-breakpoint
CREATE TABLE "approval_cards" (
	"workspace_id" text NOT NULL,
	"approval_id" integer NOT NULL,
	"dedupe_key" text NOT NULL,
	"slack_user_id" text NOT NULL,
	"is_urgent" boolean NOT NULL,
	"why_md" text,
	CONSTRAINT "approval_cards_workspace_id_approval_id_dedupe_key_pk" PRIMARY KEY("workspace_id","approval_id","dedupe_key")
);
--> statement-breakpoint
CREATE TABLE "approval_questions" (
	"workspace_id" text NOT NULL,
	"approval_id" integer NOT NULL,
	"n" integer NOT NULL,
	"asker_id" integer NOT NULL,
	"question" text NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	"answer" text,
	"answered_by_id" integer,
	"answered_at" timestamp with time zone,
	CONSTRAINT "approval_questions_workspace_id_approval_id_n_pk" PRIMARY KEY("workspace_id","approval_id","n")
);
--> statement-breakpoint
CREATE TABLE "contracts" (
	"workspace_id" text NOT NULL,
	"id" integer NOT NULL,
	"deal_id" integer NOT NULL,
	"quote_id" integer,
	"template" text NOT NULL,
	"payment" text NOT NULL,
	"support" text NOT NULL,
	"sla" text NOT NULL,
	"value_minor" bigint NOT NULL,
	"currency" text NOT NULL,
	"starts_on" date NOT NULL,
	"term_months" integer NOT NULL,
	"custom_terms" text,
	"status" text NOT NULL,
	"is_prepared" boolean DEFAULT false NOT NULL,
	"reviewed_at" timestamp with time zone,
	"reviewed_by" integer,
	"review_comment" text,
	"sent_at" timestamp with time zone,
	"sent_by" integer,
	"signed_on" date,
	"signed_by_customer" text,
	"signed_by_us" text,
	"signed_file_url" text,
	"ended_at" timestamp with time zone,
	"end_reason" text,
	"created_by" integer NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "contracts_workspace_id_id_pk" PRIMARY KEY("workspace_id","id"),
	CONSTRAINT "contracts_value" CHECK ("contracts"."value_minor" >= 0),
	CONSTRAINT "contracts_term" CHECK ("contracts"."term_months" between 1 and 120),
	CONSTRAINT "contracts_signed" CHECK (("contracts"."status" <> 'signed') or ("contracts"."signed_on" is not null))
);
--> statement-breakpoint
CREATE TABLE "billing_tasks" (
	"workspace_id" text NOT NULL,
	"contract_id" integer NOT NULL,
	"value_minor" bigint NOT NULL,
	"currency" text NOT NULL,
	"payment" text NOT NULL,
	"first_invoice_on" date NOT NULL,
	"status" text DEFAULT 'open' NOT NULL,
	"done_by" integer,
	"done_at" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "billing_tasks_workspace_id_contract_id_pk" PRIMARY KEY("workspace_id","contract_id")
);
--> statement-breakpoint
CREATE TABLE "contract_points" (
	"workspace_id" text NOT NULL,
	"contract_id" integer NOT NULL,
	"n" integer NOT NULL,
	"kind" text NOT NULL,
	"text" text NOT NULL,
	"outcome" text,
	"settled_by" integer,
	"settled_at" timestamp with time zone,
	CONSTRAINT "contract_points_workspace_id_contract_id_n_pk" PRIMARY KEY("workspace_id","contract_id","n")
);
--> statement-breakpoint
CREATE TABLE "lead_handovers" (
	"workspace_id" text NOT NULL,
	"id" integer NOT NULL,
	"lead_id" integer NOT NULL,
	"deal_id" integer,
	"person_id" integer NOT NULL,
	"by_id" integer NOT NULL,
	"why" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"state" text NOT NULL,
	"nudged_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	"reason" text,
	CONSTRAINT "lead_handovers_workspace_id_id_pk" PRIMARY KEY("workspace_id","id"),
	CONSTRAINT "lead_handovers_ended" CHECK (("lead_handovers"."state" = 'waiting') = ("lead_handovers"."ended_at" is null))
);
--> statement-breakpoint
CREATE TABLE "lead_notes" (
	"workspace_id" text NOT NULL,
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "lead_notes_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"lead_id" integer NOT NULL,
	"author_id" integer NOT NULL,
	"text" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "lead_notes_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "leads" (
	"workspace_id" text NOT NULL,
	"id" integer NOT NULL,
	"company" text NOT NULL,
	"company_key" text NOT NULL,
	"contact_name" text,
	"contact_email" text,
	"contact_title" text,
	"source" text NOT NULL,
	"segment" text,
	"employees" integer,
	"industry" text,
	"country" text,
	"budget" bigint,
	"budget_currency" text,
	"authority" text,
	"need" text,
	"timing" text,
	"status" text NOT NULL,
	"score" integer NOT NULL,
	"score_reason" text,
	"disqualified_reason" text,
	"owner_id" integer,
	"deal_id" integer,
	"created_by" integer NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "leads_workspace_id_id_pk" PRIMARY KEY("workspace_id","id"),
	CONSTRAINT "leads_score_range" CHECK ("leads"."score" between 0 and 100),
	CONSTRAINT "leads_budget_positive" CHECK ("leads"."budget" >= 0),
	CONSTRAINT "leads_budget_has_currency" CHECK (("leads"."budget" is null) = ("leads"."budget_currency" is null)),
	CONSTRAINT "leads_converted_has_deal" CHECK (("leads"."status" = 'converted') = ("leads"."deal_id" is not null)),
	CONSTRAINT "leads_disqualified_has_reason" CHECK (("leads"."status" = 'disqualified') = ("leads"."disqualified_reason" is not null))
);
--> statement-breakpoint
CREATE TABLE "quote_lines" (
	"workspace_id" text NOT NULL,
	"quote_id" integer NOT NULL,
	"version" integer NOT NULL,
	"key" integer NOT NULL,
	"product_id" integer,
	"text" text NOT NULL,
	"quantity" bigint NOT NULL,
	"unit" text NOT NULL,
	"unit_price" bigint NOT NULL,
	"list_price" bigint,
	"billing" text NOT NULL,
	"periods" integer NOT NULL,
	"discount_basis_points" integer,
	"discount_amount" bigint,
	CONSTRAINT "quote_lines_workspace_id_quote_id_version_key_pk" PRIMARY KEY("workspace_id","quote_id","version","key"),
	CONSTRAINT "quote_lines_positive" CHECK ("quote_lines"."quantity" > 0 and "quote_lines"."unit_price" >= 0 and "quote_lines"."periods" > 0)
);
--> statement-breakpoint
CREATE TABLE "quote_versions" (
	"workspace_id" text NOT NULL,
	"quote_id" integer NOT NULL,
	"version" integer NOT NULL,
	"deal_id" integer NOT NULL,
	"status" text NOT NULL,
	"currency" text NOT NULL,
	"discount_basis_points" integer,
	"discount_amount" bigint,
	"list_total" bigint NOT NULL,
	"total" bigint NOT NULL,
	"note" text,
	"next_key" integer DEFAULT 1 NOT NULL,
	"valid_until" date,
	"sent_at" timestamp with time zone,
	"sent_by" integer,
	"ended_at" timestamp with time zone,
	"ended_by" integer,
	"accepted_by" text,
	"accepted_on" date,
	"end_note" text,
	"created_by" integer NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "quote_versions_workspace_id_quote_id_version_pk" PRIMARY KEY("workspace_id","quote_id","version"),
	CONSTRAINT "quote_versions_totals" CHECK (0 <= "quote_versions"."total" and "quote_versions"."total" <= "quote_versions"."list_total"),
	CONSTRAINT "quote_versions_one_discount" CHECK ("quote_versions"."discount_basis_points" is null or "quote_versions"."discount_amount" is null),
	CONSTRAINT "quote_versions_sent_at" CHECK ("quote_versions"."status" in ('draft', 'superseded') or "quote_versions"."sent_at" is not null)
);
--> statement-breakpoint
CREATE TABLE "quotes" (
	"workspace_id" text NOT NULL,
	"id" integer NOT NULL,
	"deal_id" integer NOT NULL,
	"is_auto" boolean DEFAULT false NOT NULL,
	"created_by" integer NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "quotes_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
ALTER TABLE "notifications" ADD COLUMN "revises" text;--> statement-breakpoint
ALTER TABLE "products" ADD COLUMN "unit" text DEFAULT 'unit' NOT NULL;--> statement-breakpoint
ALTER TABLE "products" ADD COLUMN "billing" text DEFAULT 'one_time' NOT NULL;--> statement-breakpoint
ALTER TABLE "products" ADD COLUMN "term_months" integer;--> statement-breakpoint
ALTER TABLE "products" ADD COLUMN "description" text;--> statement-breakpoint
ALTER TABLE "products" ADD COLUMN "active" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "absences" ADD CONSTRAINT "absences_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "absences" ADD CONSTRAINT "absences_person_fk" FOREIGN KEY ("workspace_id","person_id") REFERENCES "public"."people"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "absences" ADD CONSTRAINT "absences_delegate_fk" FOREIGN KEY ("workspace_id","delegate_id") REFERENCES "public"."people"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approvals" ADD CONSTRAINT "approvals_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approvals" ADD CONSTRAINT "approvals_deal_fk" FOREIGN KEY ("workspace_id","deal_id") REFERENCES "public"."deals"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval_answers" ADD CONSTRAINT "approval_answers_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval_answers" ADD CONSTRAINT "approval_answers_approval_fk" FOREIGN KEY ("workspace_id","approval_id") REFERENCES "public"."approvals"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval_approvers" ADD CONSTRAINT "approval_approvers_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval_approvers" ADD CONSTRAINT "approval_approvers_approval_fk" FOREIGN KEY ("workspace_id","approval_id") REFERENCES "public"."approvals"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval_approvers" ADD CONSTRAINT "approval_approvers_person_fk" FOREIGN KEY ("workspace_id","person_id") REFERENCES "public"."people"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval_cards" ADD CONSTRAINT "approval_cards_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval_cards" ADD CONSTRAINT "approval_cards_approval_fk" FOREIGN KEY ("workspace_id","approval_id") REFERENCES "public"."approvals"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval_questions" ADD CONSTRAINT "approval_questions_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval_questions" ADD CONSTRAINT "approval_questions_approval_fk" FOREIGN KEY ("workspace_id","approval_id") REFERENCES "public"."approvals"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contracts" ADD CONSTRAINT "contracts_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contracts" ADD CONSTRAINT "contracts_deal_fk" FOREIGN KEY ("workspace_id","deal_id") REFERENCES "public"."deals"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "billing_tasks" ADD CONSTRAINT "billing_tasks_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "billing_tasks" ADD CONSTRAINT "billing_tasks_contract_fk" FOREIGN KEY ("workspace_id","contract_id") REFERENCES "public"."contracts"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contract_points" ADD CONSTRAINT "contract_points_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contract_points" ADD CONSTRAINT "contract_points_contract_fk" FOREIGN KEY ("workspace_id","contract_id") REFERENCES "public"."contracts"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lead_handovers" ADD CONSTRAINT "lead_handovers_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lead_handovers" ADD CONSTRAINT "lead_handovers_lead_fk" FOREIGN KEY ("workspace_id","lead_id") REFERENCES "public"."leads"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lead_handovers" ADD CONSTRAINT "lead_handovers_deal_fk" FOREIGN KEY ("workspace_id","deal_id") REFERENCES "public"."deals"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lead_handovers" ADD CONSTRAINT "lead_handovers_person_fk" FOREIGN KEY ("workspace_id","person_id") REFERENCES "public"."people"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lead_notes" ADD CONSTRAINT "lead_notes_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lead_notes" ADD CONSTRAINT "lead_notes_lead_fk" FOREIGN KEY ("workspace_id","lead_id") REFERENCES "public"."leads"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "leads" ADD CONSTRAINT "leads_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "leads" ADD CONSTRAINT "leads_owner_fk" FOREIGN KEY ("workspace_id","owner_id") REFERENCES "public"."people"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "leads" ADD CONSTRAINT "leads_deal_fk" FOREIGN KEY ("workspace_id","deal_id") REFERENCES "public"."deals"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quote_lines" ADD CONSTRAINT "quote_lines_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quote_lines" ADD CONSTRAINT "quote_lines_version_fk" FOREIGN KEY ("workspace_id","quote_id","version") REFERENCES "public"."quote_versions"("workspace_id","quote_id","version") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quote_lines" ADD CONSTRAINT "quote_lines_product_fk" FOREIGN KEY ("workspace_id","product_id") REFERENCES "public"."products"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quote_versions" ADD CONSTRAINT "quote_versions_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quote_versions" ADD CONSTRAINT "quote_versions_quote_fk" FOREIGN KEY ("workspace_id","quote_id") REFERENCES "public"."quotes"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quotes" ADD CONSTRAINT "quotes_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quotes" ADD CONSTRAINT "quotes_deal_fk" FOREIGN KEY ("workspace_id","deal_id") REFERENCES "public"."deals"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "approvals_open" ON "approvals" USING btree ("workspace_id","subject","subject_id","kind") WHERE "approvals"."state" = 'open';--> statement-breakpoint
CREATE INDEX "approvals_subject" ON "approvals" USING btree ("workspace_id","subject","subject_id","kind","id");--> statement-breakpoint
CREATE INDEX "approvals_deal" ON "approvals" USING btree ("workspace_id","deal_id","id");--> statement-breakpoint
CREATE INDEX "approvals_requester" ON "approvals" USING btree ("workspace_id","requester_id","id");--> statement-breakpoint
CREATE INDEX "approval_approvers_person" ON "approval_approvers" USING btree ("workspace_id","person_id","approval_id");--> statement-breakpoint
CREATE UNIQUE INDEX "contracts_open" ON "contracts" USING btree ("workspace_id","deal_id") WHERE "contracts"."status" not in ('signed', 'ended');--> statement-breakpoint
CREATE UNIQUE INDEX "contracts_prepared" ON "contracts" USING btree ("workspace_id","deal_id") WHERE "contracts"."is_prepared";--> statement-breakpoint
CREATE INDEX "contracts_deal" ON "contracts" USING btree ("workspace_id","deal_id","id");--> statement-breakpoint
CREATE INDEX "contracts_status" ON "contracts" USING btree ("workspace_id","status","updated_at","id");--> statement-breakpoint
CREATE INDEX "billing_tasks_status" ON "billing_tasks" USING btree ("workspace_id","status","first_invoice_on","contract_id");--> statement-breakpoint
CREATE UNIQUE INDEX "lead_handovers_waiting" ON "lead_handovers" USING btree ("workspace_id","lead_id") WHERE "lead_handovers"."state" = 'waiting';--> statement-breakpoint
CREATE INDEX "lead_handovers_lead" ON "lead_handovers" USING btree ("workspace_id","lead_id","id");--> statement-breakpoint
CREATE INDEX "lead_handovers_person" ON "lead_handovers" USING btree ("workspace_id","person_id","id");--> statement-breakpoint
CREATE INDEX "lead_notes_lead" ON "lead_notes" USING btree ("workspace_id","lead_id","id");--> statement-breakpoint
CREATE INDEX "leads_status_score" ON "leads" USING btree ("workspace_id","status","score" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "leads_owner" ON "leads" USING btree ("workspace_id","owner_id","status","score" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "leads_company" ON "leads" USING btree ("workspace_id","company_key","status");--> statement-breakpoint
CREATE INDEX "leads_deal" ON "leads" USING btree ("workspace_id","deal_id");--> statement-breakpoint
CREATE INDEX "quote_lines_product" ON "quote_lines" USING btree ("workspace_id","product_id");--> statement-breakpoint
CREATE INDEX "quote_versions_deal" ON "quote_versions" USING btree ("workspace_id","deal_id","status");--> statement-breakpoint
CREATE INDEX "quote_versions_status" ON "quote_versions" USING btree ("workspace_id","status","valid_until");--> statement-breakpoint
CREATE UNIQUE INDEX "quote_versions_draft" ON "quote_versions" USING btree ("workspace_id","quote_id") WHERE "quote_versions"."status" = 'draft';--> statement-breakpoint
CREATE UNIQUE INDEX "quote_versions_sent" ON "quote_versions" USING btree ("workspace_id","quote_id") WHERE "quote_versions"."status" = 'sent';--> statement-breakpoint
CREATE UNIQUE INDEX "quote_versions_accepted" ON "quote_versions" USING btree ("workspace_id","quote_id") WHERE "quote_versions"."status" = 'accepted';--> statement-breakpoint
CREATE INDEX "quotes_deal" ON "quotes" USING btree ("workspace_id","deal_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "quotes_auto" ON "quotes" USING btree ("workspace_id","deal_id") WHERE "quotes"."is_auto";--> statement-breakpoint
ALTER TABLE "products" ADD CONSTRAINT "products_price_positive" CHECK ("products"."price" >= 0);--> statement-breakpoint
ALTER TABLE "products" ADD CONSTRAINT "products_term_positive" CHECK ("products"."term_months" > 0);