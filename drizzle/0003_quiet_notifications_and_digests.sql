CREATE TABLE "digest_slots" (
	"workspace_id" text NOT NULL,
	"subscription_id" integer NOT NULL,
	"slot" timestamp with time zone NOT NULL,
	"state" text NOT NULL,
	"reason" text,
	"posted_key" text,
	"decided_at" timestamp with time zone NOT NULL,
	CONSTRAINT "digest_slots_workspace_id_subscription_id_slot_pk" PRIMARY KEY("workspace_id","subscription_id","slot")
);
--> statement-breakpoint
CREATE TABLE "digest_subscriptions" (
	"workspace_id" text NOT NULL,
	"id" integer NOT NULL,
	"kind" text NOT NULL,
	"channel_id" text NOT NULL,
	"scope" text NOT NULL,
	"cadence" text NOT NULL,
	"weekday" integer,
	"monthday" integer,
	"time_of_day" text NOT NULL,
	"time_zone" text,
	"owner_id" integer NOT NULL,
	"state" text NOT NULL,
	"state_reason" text,
	"since" timestamp with time zone NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "digest_subscriptions_workspace_id_id_pk" PRIMARY KEY("workspace_id","id"),
	CONSTRAINT "digest_subscriptions_weekday" CHECK (("digest_subscriptions"."cadence" = 'weekly') = ("digest_subscriptions"."weekday" is not null)),
	CONSTRAINT "digest_subscriptions_monthday" CHECK (("digest_subscriptions"."cadence" = 'monthly') = ("digest_subscriptions"."monthday" is not null))
);
--> statement-breakpoint
CREATE TABLE "notification_preferences" (
	"workspace_id" text NOT NULL,
	"slack_user_id" text NOT NULL,
	"topics" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"quiet_from" text,
	"quiet_to" text,
	"days" integer[],
	"snoozed_until" timestamp with time zone,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "notification_preferences_workspace_id_slack_user_id_pk" PRIMARY KEY("workspace_id","slack_user_id")
);
--> statement-breakpoint
CREATE TABLE "notification_recipients" (
	"workspace_id" text NOT NULL,
	"recipient" text NOT NULL,
	"leased_by" text,
	"leased_until" timestamp with time zone,
	"is_wanted" boolean DEFAULT false NOT NULL,
	"busy_until" timestamp with time zone,
	"busy_until_clock" timestamp with time zone,
	CONSTRAINT "notification_recipients_workspace_id_recipient_pk" PRIMARY KEY("workspace_id","recipient")
);
--> statement-breakpoint
ALTER TABLE "notifications" ADD COLUMN "seq" bigint NOT NULL GENERATED ALWAYS AS IDENTITY (sequence name "notifications_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1);--> statement-breakpoint
ALTER TABLE "notifications" ADD COLUMN "topic" text DEFAULT 'team' NOT NULL;--> statement-breakpoint
ALTER TABLE "notifications" ADD COLUMN "subject" text;--> statement-breakpoint
ALTER TABLE "notifications" ADD COLUMN "thread_ts" text;--> statement-breakpoint
ALTER TABLE "notifications" ADD COLUMN "not_before" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "notifications" ADD COLUMN "held" text;--> statement-breakpoint
ALTER TABLE "notifications" ADD COLUMN "retry_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "notifications" ADD COLUMN "part_of" text;--> statement-breakpoint
ALTER TABLE "notifications" ADD COLUMN "shape" text DEFAULT 'own' NOT NULL;--> statement-breakpoint
ALTER TABLE "notifications" ADD COLUMN "replies" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "notifications" ADD COLUMN "attempted_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "notifications" ADD COLUMN "is_closed" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "digest_slots" ADD CONSTRAINT "digest_slots_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "digest_slots" ADD CONSTRAINT "digest_slots_subscription_fk" FOREIGN KEY ("workspace_id","subscription_id") REFERENCES "public"."digest_subscriptions"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "digest_subscriptions" ADD CONSTRAINT "digest_subscriptions_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "digest_subscriptions" ADD CONSTRAINT "digest_subscriptions_owner_fk" FOREIGN KEY ("workspace_id","owner_id") REFERENCES "public"."people"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notification_preferences" ADD CONSTRAINT "notification_preferences_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notification_recipients" ADD CONSTRAINT "notification_recipients_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "digest_subscriptions_channel" ON "digest_subscriptions" USING btree ("workspace_id","channel_id");--> statement-breakpoint
CREATE UNIQUE INDEX "digest_subscriptions_morning" ON "digest_subscriptions" USING btree ("workspace_id","owner_id") WHERE "digest_subscriptions"."kind" = 'morning';--> statement-breakpoint
CREATE INDEX "notifications_waiting" ON "notifications" USING btree ("workspace_id","recipient","seq") WHERE "notifications"."state" in ('pending', 'sending');--> statement-breakpoint
CREATE INDEX "notifications_sent" ON "notifications" USING btree ("workspace_id","recipient","sent_at");--> statement-breakpoint
CREATE INDEX "notifications_parts" ON "notifications" USING btree ("workspace_id","part_of") WHERE "notifications"."part_of" is not null;