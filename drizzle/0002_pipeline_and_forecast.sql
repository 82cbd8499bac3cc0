CREATE TABLE "forecast_backtests" (
	"workspace_id" text NOT NULL,
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "forecast_backtests_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"through_day" date NOT NULL,
	"currency" text NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"finished_at" timestamp with time zone,
	"done" integer NOT NULL,
	"steps" integer NOT NULL,
	CONSTRAINT "forecast_backtests_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "forecast_trials" (
	"workspace_id" text NOT NULL,
	"backtest_id" bigint NOT NULL,
	"kind" text NOT NULL,
	"starts_on" date NOT NULL,
	"phase" text NOT NULL,
	"method" text NOT NULL,
	"won" bigint NOT NULL,
	"forecast" bigint NOT NULL,
	"spread" double precision NOT NULL,
	"actual" bigint NOT NULL,
	CONSTRAINT "forecast_trials_workspace_id_backtest_id_kind_starts_on_phase_method_pk" PRIMARY KEY("workspace_id","backtest_id","kind","starts_on","phase","method")
);
--> statement-breakpoint
CREATE TABLE "forecast_adjustments" (
	"workspace_id" text NOT NULL,
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "forecast_adjustments_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"call_id" bigint NOT NULL,
	"commit" bigint NOT NULL,
	"note" text NOT NULL,
	"adjusted_by" integer NOT NULL,
	"adjusted_at" timestamp with time zone NOT NULL,
	CONSTRAINT "forecast_adjustments_workspace_id_id_pk" PRIMARY KEY("workspace_id","id"),
	CONSTRAINT "forecast_adjustments_amount" CHECK ("forecast_adjustments"."commit" >= 0)
);
--> statement-breakpoint
CREATE TABLE "forecast_calls" (
	"workspace_id" text NOT NULL,
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "forecast_calls_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"person_id" integer NOT NULL,
	"kind" text NOT NULL,
	"starts_on" date NOT NULL,
	"commit" bigint NOT NULL,
	"best_case" bigint NOT NULL,
	"currency" text NOT NULL,
	"note" text,
	"said_at" timestamp with time zone NOT NULL,
	CONSTRAINT "forecast_calls_workspace_id_id_pk" PRIMARY KEY("workspace_id","id"),
	CONSTRAINT "forecast_calls_order" CHECK ("forecast_calls"."commit" >= 0 and "forecast_calls"."best_case" >= "forecast_calls"."commit")
);
--> statement-breakpoint
CREATE TABLE "forecast_categories" (
	"workspace_id" text NOT NULL,
	"deal_id" integer NOT NULL,
	"category" text NOT NULL,
	"chosen_by" integer NOT NULL,
	"chosen_at" timestamp with time zone NOT NULL,
	CONSTRAINT "forecast_categories_workspace_id_deal_id_pk" PRIMARY KEY("workspace_id","deal_id")
);
--> statement-breakpoint
CREATE TABLE "forecast_models" (
	"workspace_id" text NOT NULL,
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "forecast_models_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"trained_at" timestamp with time zone NOT NULL,
	"from_day" date NOT NULL,
	"through_day" date NOT NULL,
	"deals" integer NOT NULL,
	"win" jsonb NOT NULL,
	"time" jsonb NOT NULL,
	CONSTRAINT "forecast_models_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "forecast_snapshots" (
	"workspace_id" text NOT NULL,
	"day" date NOT NULL,
	"scope" text NOT NULL,
	"kind" text NOT NULL,
	"starts_on" date NOT NULL,
	"total" bigint NOT NULL,
	"lower" bigint NOT NULL,
	"upper" bigint NOT NULL,
	"won" bigint NOT NULL,
	"commit" bigint NOT NULL,
	"best_case" bigint NOT NULL,
	"quota" bigint,
	"currency" text NOT NULL,
	"taken_at" timestamp with time zone NOT NULL,
	CONSTRAINT "forecast_snapshots_workspace_id_scope_kind_starts_on_day_pk" PRIMARY KEY("workspace_id","scope","kind","starts_on","day")
);
--> statement-breakpoint
CREATE TABLE "insight_states" (
	"workspace_id" text NOT NULL,
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "insight_states_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"deal_id" integer NOT NULL,
	"rule" text NOT NULL,
	"fired_at" timestamp with time zone NOT NULL,
	"resolved_at" timestamp with time zone,
	"told_at" timestamp with time zone,
	"snoozed_until" date,
	"wrong" boolean DEFAULT false NOT NULL,
	"feedback_by" integer,
	"feedback_at" timestamp with time zone,
	CONSTRAINT "insight_states_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "kpi_figures" (
	"workspace_id" text NOT NULL,
	"kpi" text NOT NULL,
	"value" double precision NOT NULL,
	"cases" integer NOT NULL,
	"measured_at" timestamp with time zone NOT NULL,
	CONSTRAINT "kpi_figures_workspace_id_kpi_pk" PRIMARY KEY("workspace_id","kpi")
);
--> statement-breakpoint
CREATE TABLE "quotas" (
	"workspace_id" text NOT NULL,
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "quotas_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"person_id" integer,
	"team_id" integer,
	"kind" text NOT NULL,
	"starts_on" date NOT NULL,
	"amount" bigint NOT NULL,
	"currency" text NOT NULL,
	"set_by" integer NOT NULL,
	"set_at" timestamp with time zone NOT NULL,
	CONSTRAINT "quotas_workspace_id_id_pk" PRIMARY KEY("workspace_id","id"),
	CONSTRAINT "quotas_of_one" CHECK (num_nonnulls("quotas"."person_id", "quotas"."team_id") = 1),
	CONSTRAINT "quotas_amount_positive" CHECK ("quotas"."amount" >= 0)
);
--> statement-breakpoint
CREATE TABLE "deal_snapshots" (
	"workspace_id" text NOT NULL,
	"deal_id" integer NOT NULL,
	"valid_from" date NOT NULL,
	"valid_to" date,
	"stage" text NOT NULL,
	"status" text NOT NULL,
	"amount" bigint,
	"currency" text NOT NULL,
	"close_date" date,
	"probability" integer NOT NULL,
	"owner_id" integer NOT NULL,
	"se_id" integer,
	"close_pushes" integer NOT NULL,
	"has_contact" boolean NOT NULL,
	"members" integer NOT NULL,
	"notes" integer NOT NULL,
	"requirements" integer NOT NULL,
	"demos" integer NOT NULL,
	"pocs" integer NOT NULL,
	"objections" integer NOT NULL,
	"stage_entered_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"closed_at" timestamp with time zone,
	"rebuilt" boolean NOT NULL,
	CONSTRAINT "deal_snapshots_workspace_id_deal_id_valid_from_pk" PRIMARY KEY("workspace_id","deal_id","valid_from")
);
--> statement-breakpoint
CREATE TABLE "snapshot_progress" (
	"workspace_id" text NOT NULL,
	"through_day" date NOT NULL,
	"seen_entry" bigint NOT NULL,
	"seen_imported" bigint NOT NULL,
	"taken_at" timestamp with time zone NOT NULL,
	CONSTRAINT "snapshot_progress_workspace_id_pk" PRIMARY KEY("workspace_id")
);
--> statement-breakpoint
ALTER TABLE "forecast_backtests" ADD CONSTRAINT "forecast_backtests_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "forecast_trials" ADD CONSTRAINT "forecast_trials_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "forecast_trials" ADD CONSTRAINT "forecast_trials_backtest_fk" FOREIGN KEY ("workspace_id","backtest_id") REFERENCES "public"."forecast_backtests"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "forecast_adjustments" ADD CONSTRAINT "forecast_adjustments_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "forecast_adjustments" ADD CONSTRAINT "forecast_adjustments_call_fk" FOREIGN KEY ("workspace_id","call_id") REFERENCES "public"."forecast_calls"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "forecast_calls" ADD CONSTRAINT "forecast_calls_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "forecast_calls" ADD CONSTRAINT "forecast_calls_person_fk" FOREIGN KEY ("workspace_id","person_id") REFERENCES "public"."people"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "forecast_categories" ADD CONSTRAINT "forecast_categories_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "forecast_categories" ADD CONSTRAINT "forecast_categories_deal_fk" FOREIGN KEY ("workspace_id","deal_id") REFERENCES "public"."deals"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "forecast_models" ADD CONSTRAINT "forecast_models_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "forecast_snapshots" ADD CONSTRAINT "forecast_snapshots_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "insight_states" ADD CONSTRAINT "insight_states_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "insight_states" ADD CONSTRAINT "insight_states_deal_fk" FOREIGN KEY ("workspace_id","deal_id") REFERENCES "public"."deals"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "kpi_figures" ADD CONSTRAINT "kpi_figures_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quotas" ADD CONSTRAINT "quotas_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quotas" ADD CONSTRAINT "quotas_person_fk" FOREIGN KEY ("workspace_id","person_id") REFERENCES "public"."people"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quotas" ADD CONSTRAINT "quotas_team_fk" FOREIGN KEY ("workspace_id","team_id") REFERENCES "public"."teams"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deal_snapshots" ADD CONSTRAINT "deal_snapshots_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deal_snapshots" ADD CONSTRAINT "deal_snapshots_deal_fk" FOREIGN KEY ("workspace_id","deal_id") REFERENCES "public"."deals"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "snapshot_progress" ADD CONSTRAINT "snapshot_progress_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "forecast_backtests_newest" ON "forecast_backtests" USING btree ("workspace_id","through_day");--> statement-breakpoint
CREATE INDEX "forecast_adjustments_call" ON "forecast_adjustments" USING btree ("workspace_id","call_id","id");--> statement-breakpoint
CREATE INDEX "forecast_calls_newest" ON "forecast_calls" USING btree ("workspace_id","kind","starts_on","person_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "insight_states_standing" ON "insight_states" USING btree ("workspace_id","deal_id","rule") WHERE "insight_states"."resolved_at" is null;--> statement-breakpoint
CREATE INDEX "insight_states_rule" ON "insight_states" USING btree ("workspace_id","rule","fired_at");--> statement-breakpoint
CREATE UNIQUE INDEX "quotas_person" ON "quotas" USING btree ("workspace_id","person_id","kind","starts_on");--> statement-breakpoint
CREATE UNIQUE INDEX "quotas_team" ON "quotas" USING btree ("workspace_id","team_id","kind","starts_on");--> statement-breakpoint
CREATE INDEX "deal_snapshots_open" ON "deal_snapshots" USING btree ("workspace_id",coalesce("valid_to", 'infinity'::date),"valid_from") WHERE "deal_snapshots"."status" = 'open';