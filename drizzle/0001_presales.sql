CREATE TABLE "category_labels" (
	"workspace_id" text NOT NULL,
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "category_labels_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"taxonomy" text NOT NULL,
	"text" text NOT NULL,
	"text_key" text NOT NULL,
	"label" text NOT NULL,
	"suggested" text,
	"labelled_by" integer,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "category_labels_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "demo_environments" (
	"workspace_id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"data_source" text NOT NULL,
	"is_customised" boolean NOT NULL,
	"is_branded" boolean NOT NULL,
	"is_use_case_specific" boolean NOT NULL,
	"script_url" text,
	"status" text NOT NULL,
	"refreshed_at" timestamp with time zone,
	"failing_since" timestamp with time zone,
	"last_error" text
);
--> statement-breakpoint
CREATE TABLE "demos" (
	"workspace_id" text NOT NULL,
	"id" integer NOT NULL,
	"deal_id" integer NOT NULL,
	"title" text NOT NULL,
	"title_key" text NOT NULL,
	"description" text,
	"features" text[] DEFAULT '{}' NOT NULL,
	"use_cases" text[] DEFAULT '{}' NOT NULL,
	"skills" text[] DEFAULT '{}' NOT NULL,
	"status" text NOT NULL,
	"se_id" integer,
	"requested_by" integer NOT NULL,
	"preferred_at" timestamp with time zone,
	"starts_at" timestamp with time zone,
	"ends_at" timestamp with time zone,
	"minutes" integer NOT NULL,
	"preparation_minutes" integer NOT NULL,
	"outcome" text,
	"notes" text,
	"recording_url" text,
	"cancel_reason" text,
	"is_customised" boolean DEFAULT false NOT NULL,
	"is_branded" boolean DEFAULT false NOT NULL,
	"is_use_case_specific" boolean DEFAULT false NOT NULL,
	"script_url" text,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "demos_workspace_id_id_pk" PRIMARY KEY("workspace_id","id"),
	CONSTRAINT "demos_has_length" CHECK ("demos"."minutes" > 0 and "demos"."preparation_minutes" >= 0),
	CONSTRAINT "demos_ends_after_start" CHECK ("demos"."ends_at" > "demos"."starts_at"),
	CONSTRAINT "demos_assigned_has_se" CHECK ("demos"."status" not in ('assigned', 'scheduled', 'delivered', 'no_show') or "demos"."se_id" is not null),
	CONSTRAINT "demos_scheduled_has_time" CHECK ("demos"."status" not in ('scheduled', 'delivered', 'no_show') or "demos"."starts_at" is not null),
	CONSTRAINT "demos_outcome" CHECK (("demos"."status" = 'delivered') = ("demos"."outcome" is not null))
);
--> statement-breakpoint
CREATE TABLE "objection_play_uses" (
	"workspace_id" text NOT NULL,
	"objection_id" integer NOT NULL,
	"play_id" text NOT NULL,
	"used_by" integer NOT NULL,
	"used_at" timestamp with time zone NOT NULL,
	CONSTRAINT "objection_play_uses_workspace_id_objection_id_play_id_pk" PRIMARY KEY("workspace_id","objection_id","play_id")
);
--> statement-breakpoint
CREATE TABLE "objection_plays" (
	"workspace_id" text NOT NULL,
	"id" text NOT NULL,
	"type" text NOT NULL,
	"name" text NOT NULL,
	"text" text NOT NULL,
	"customer_safe" text[] NOT NULL,
	"internal_only" text[] NOT NULL,
	"evidence" jsonb NOT NULL,
	"active" boolean DEFAULT true NOT NULL,
	"created_by" integer NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_by" integer NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "objection_plays_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "objections" (
	"workspace_id" text NOT NULL,
	"id" integer NOT NULL,
	"deal_id" integer NOT NULL,
	"text" text NOT NULL,
	"said_by" text,
	"type" text NOT NULL,
	"severity" text NOT NULL,
	"root_cause" text,
	"status" text NOT NULL,
	"competitor" text,
	"source_channel_id" text,
	"source_ts" text,
	"source_permalink" text,
	"suggested_type" text,
	"suggested_confidence" double precision,
	"follow_up" text,
	"follow_up_date" date,
	"follow_up_person_id" integer,
	"logged_by" integer NOT NULL,
	"answered_by" integer,
	"answered_at" timestamp with time zone,
	"settled_by" integer,
	"settled_at" timestamp with time zone,
	"resolution_note" text,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "objections_workspace_id_id_pk" PRIMARY KEY("workspace_id","id"),
	CONSTRAINT "objections_follow_up_whole" CHECK (("objections"."follow_up" is null) = ("objections"."follow_up_date" is null) and ("objections"."follow_up" is null) = ("objections"."follow_up_person_id" is null)),
	CONSTRAINT "objections_settled" CHECK (("objections"."status" in ('resolved', 'unresolved')) = ("objections"."settled_at" is not null))
);
--> statement-breakpoint
CREATE TABLE "challenges" (
	"workspace_id" text NOT NULL,
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "challenges_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"deal_id" integer NOT NULL,
	"text" text NOT NULL,
	"severity" text NOT NULL,
	"severity_source" text NOT NULL,
	"confidence" integer,
	"mitigation" text NOT NULL,
	"mitigation_source" text NOT NULL,
	"status" text NOT NULL,
	"author_id" integer,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "challenges_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "solutions" (
	"workspace_id" text NOT NULL,
	"deal_id" integer NOT NULL,
	"subject" text NOT NULL,
	"title" text NOT NULL,
	"proposal" text NOT NULL,
	"effort" text NOT NULL,
	"weeks" integer NOT NULL,
	"edited" jsonb NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "solutions_workspace_id_deal_id_subject_pk" PRIMARY KEY("workspace_id","deal_id","subject")
);
--> statement-breakpoint
CREATE TABLE "discovery_activities" (
	"workspace_id" text NOT NULL,
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "discovery_activities_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"deal_id" integer NOT NULL,
	"method" text NOT NULL,
	"held_on" date NOT NULL,
	"notes" text,
	"author_id" integer,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "discovery_activities_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "discovery_deliverables" (
	"workspace_id" text NOT NULL,
	"deal_id" integer NOT NULL,
	"kind" text NOT NULL,
	"state" text NOT NULL,
	"version" integer NOT NULL,
	"link" text,
	"basis" text,
	"channel_id" text,
	"author_id" integer,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "discovery_deliverables_workspace_id_deal_id_kind_pk" PRIMARY KEY("workspace_id","deal_id","kind")
);
--> statement-breakpoint
CREATE TABLE "poc_criteria" (
	"workspace_id" text NOT NULL,
	"poc_id" integer NOT NULL,
	"n" integer NOT NULL,
	"kind" text NOT NULL,
	"text" text NOT NULL,
	"must_have" boolean NOT NULL,
	"grade" text DEFAULT 'not_tested' NOT NULL,
	"note" text,
	"evidence_url" text,
	"graded_by" integer,
	"graded_at" timestamp with time zone,
	CONSTRAINT "poc_criteria_workspace_id_poc_id_n_pk" PRIMARY KEY("workspace_id","poc_id","n")
);
--> statement-breakpoint
CREATE TABLE "poc_deliverables" (
	"workspace_id" text NOT NULL,
	"poc_id" integer NOT NULL,
	"kind" text NOT NULL,
	"done" boolean NOT NULL,
	"url" text,
	"changed_by" integer,
	"changed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "poc_deliverables_workspace_id_poc_id_kind_pk" PRIMARY KEY("workspace_id","poc_id","kind")
);
--> statement-breakpoint
CREATE TABLE "poc_extensions" (
	"workspace_id" text NOT NULL,
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "poc_extensions_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"poc_id" integer NOT NULL,
	"from_day" date NOT NULL,
	"to_day" date NOT NULL,
	"reason" text NOT NULL,
	"by_id" integer NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "poc_extensions_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "pocs" (
	"workspace_id" text NOT NULL,
	"id" integer NOT NULL,
	"deal_id" integer NOT NULL,
	"title" text NOT NULL,
	"description" text,
	"scope" text,
	"features" text[] DEFAULT '{}' NOT NULL,
	"integrations" text[] DEFAULT '{}' NOT NULL,
	"users" integer NOT NULL,
	"status" text NOT NULL,
	"se_id" integer,
	"starts_on" date NOT NULL,
	"ends_on" date NOT NULL,
	"started_at" timestamp with time zone,
	"completed_at" timestamp with time zone,
	"decided_at" timestamp with time zone,
	"decided_by" integer,
	"decision_note" text,
	"acceptance" text,
	"acceptance_url" text,
	"requested_by" integer NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "pocs_workspace_id_id_pk" PRIMARY KEY("workspace_id","id"),
	CONSTRAINT "pocs_ends_after_start" CHECK ("pocs"."ends_on" >= "pocs"."starts_on"),
	CONSTRAINT "pocs_decided" CHECK (("pocs"."status" in ('accepted', 'rejected')) = ("pocs"."decided_at" is not null))
);
--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "skills" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "work_days" integer[];--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "work_from" text;--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "work_to" text;--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "weekly_capacity" integer;--> statement-breakpoint
ALTER TABLE "requirements" ADD COLUMN "category" text;--> statement-breakpoint
ALTER TABLE "requirements" ADD COLUMN "category_source" text;--> statement-breakpoint
ALTER TABLE "requirements" ADD COLUMN "confidence" integer;--> statement-breakpoint
ALTER TABLE "category_labels" ADD CONSTRAINT "category_labels_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "demo_environments" ADD CONSTRAINT "demo_environments_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "demos" ADD CONSTRAINT "demos_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "demos" ADD CONSTRAINT "demos_deal_fk" FOREIGN KEY ("workspace_id","deal_id") REFERENCES "public"."deals"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "demos" ADD CONSTRAINT "demos_se_fk" FOREIGN KEY ("workspace_id","se_id") REFERENCES "public"."people"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "demos" ADD CONSTRAINT "demos_requested_by_fk" FOREIGN KEY ("workspace_id","requested_by") REFERENCES "public"."people"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "objection_play_uses" ADD CONSTRAINT "objection_play_uses_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "objection_play_uses" ADD CONSTRAINT "objection_play_uses_objection_fk" FOREIGN KEY ("workspace_id","objection_id") REFERENCES "public"."objections"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "objection_play_uses" ADD CONSTRAINT "objection_play_uses_used_by_fk" FOREIGN KEY ("workspace_id","used_by") REFERENCES "public"."people"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "objection_plays" ADD CONSTRAINT "objection_plays_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "objection_plays" ADD CONSTRAINT "objection_plays_created_by_fk" FOREIGN KEY ("workspace_id","created_by") REFERENCES "public"."people"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "objections" ADD CONSTRAINT "objections_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "objections" ADD CONSTRAINT "objections_deal_fk" FOREIGN KEY ("workspace_id","deal_id") REFERENCES "public"."deals"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "objections" ADD CONSTRAINT "objections_logged_by_fk" FOREIGN KEY ("workspace_id","logged_by") REFERENCES "public"."people"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "objections" ADD CONSTRAINT "objections_follow_up_person_fk" FOREIGN KEY ("workspace_id","follow_up_person_id") REFERENCES "public"."people"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "challenges" ADD CONSTRAINT "challenges_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "challenges" ADD CONSTRAINT "challenges_deal_fk" FOREIGN KEY ("workspace_id","deal_id") REFERENCES "public"."deals"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "solutions" ADD CONSTRAINT "solutions_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "solutions" ADD CONSTRAINT "solutions_deal_fk" FOREIGN KEY ("workspace_id","deal_id") REFERENCES "public"."deals"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "discovery_activities" ADD CONSTRAINT "discovery_activities_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "discovery_activities" ADD CONSTRAINT "discovery_activities_deal_fk" FOREIGN KEY ("workspace_id","deal_id") REFERENCES "public"."deals"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "discovery_deliverables" ADD CONSTRAINT "discovery_deliverables_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "discovery_deliverables" ADD CONSTRAINT "discovery_deliverables_deal_fk" FOREIGN KEY ("workspace_id","deal_id") REFERENCES "public"."deals"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "poc_criteria" ADD CONSTRAINT "poc_criteria_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "poc_criteria" ADD CONSTRAINT "poc_criteria_poc_fk" FOREIGN KEY ("workspace_id","poc_id") REFERENCES "public"."pocs"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "poc_deliverables" ADD CONSTRAINT "poc_deliverables_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "poc_deliverables" ADD CONSTRAINT "poc_deliverables_poc_fk" FOREIGN KEY ("workspace_id","poc_id") REFERENCES "public"."pocs"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "poc_extensions" ADD CONSTRAINT "poc_extensions_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "poc_extensions" ADD CONSTRAINT "poc_extensions_poc_fk" FOREIGN KEY ("workspace_id","poc_id") REFERENCES "public"."pocs"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pocs" ADD CONSTRAINT "pocs_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pocs" ADD CONSTRAINT "pocs_deal_fk" FOREIGN KEY ("workspace_id","deal_id") REFERENCES "public"."deals"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pocs" ADD CONSTRAINT "pocs_se_fk" FOREIGN KEY ("workspace_id","se_id") REFERENCES "public"."people"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "category_labels_newest" ON "category_labels" USING btree ("workspace_id","taxonomy","id");--> statement-breakpoint
CREATE INDEX "category_labels_text" ON "category_labels" USING btree ("workspace_id","taxonomy","text_key","id");--> statement-breakpoint
CREATE INDEX "demos_deal" ON "demos" USING btree ("workspace_id","deal_id","id");--> statement-breakpoint
CREATE INDEX "demos_se" ON "demos" USING btree ("workspace_id","se_id","status","starts_at");--> statement-breakpoint
CREATE INDEX "demos_starts" ON "demos" USING btree ("workspace_id","status","starts_at");--> statement-breakpoint
CREATE INDEX "objection_play_uses_play" ON "objection_play_uses" USING btree ("workspace_id","play_id");--> statement-breakpoint
CREATE INDEX "objections_deal" ON "objections" USING btree ("workspace_id","deal_id","status");--> statement-breakpoint
CREATE INDEX "objections_status" ON "objections" USING btree ("workspace_id","status","id");--> statement-breakpoint
CREATE INDEX "objections_type" ON "objections" USING btree ("workspace_id","type","id");--> statement-breakpoint
CREATE INDEX "objections_created" ON "objections" USING btree ("workspace_id","created_at");--> statement-breakpoint
CREATE INDEX "challenges_deal" ON "challenges" USING btree ("workspace_id","deal_id","id");--> statement-breakpoint
CREATE INDEX "discovery_activities_deal" ON "discovery_activities" USING btree ("workspace_id","deal_id","held_on");--> statement-breakpoint
CREATE INDEX "poc_extensions_poc" ON "poc_extensions" USING btree ("workspace_id","poc_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "pocs_live" ON "pocs" USING btree ("workspace_id","deal_id") WHERE "pocs"."status" in ('planned', 'in_progress');--> statement-breakpoint
CREATE INDEX "pocs_deal" ON "pocs" USING btree ("workspace_id","deal_id","id");--> statement-breakpoint
CREATE INDEX "pocs_status" ON "pocs" USING btree ("workspace_id","status","ends_on","id");--> statement-breakpoint
CREATE INDEX "pocs_se" ON "pocs" USING btree ("workspace_id","se_id","status");--> statement-breakpoint
ALTER TABLE "people" ADD CONSTRAINT "people_work_hours" CHECK ("people"."work_from" < "people"."work_to");--> statement-breakpoint
ALTER TABLE "people" ADD CONSTRAINT "people_work_hours_whole" CHECK (("people"."work_from" is null) = ("people"."work_to" is null) and ("people"."work_from" is null) = ("people"."work_days" is null));--> statement-breakpoint
ALTER TABLE "people" ADD CONSTRAINT "people_weekly_capacity" CHECK ("people"."weekly_capacity" > 0);