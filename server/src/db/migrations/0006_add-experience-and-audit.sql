CREATE TABLE "audit_events" (
	"sid" text PRIMARY KEY NOT NULL,
	"type" text NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" text,
	"subject_kind" text NOT NULL,
	"subject_id" text NOT NULL,
	"service_sid" text,
	"before" jsonb,
	"after" jsonb,
	"data" jsonb,
	"request_id" text,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "experience_drafts" (
	"sid" text PRIMARY KEY NOT NULL,
	"document" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sign_in_experience" (
	"id" text PRIMARY KEY NOT NULL,
	"document" jsonb NOT NULL,
	"version" integer NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "sign_in_experience_one" CHECK ("sign_in_experience"."id" = 'live')
);
--> statement-breakpoint
CREATE INDEX "audit_events_type" ON "audit_events" USING btree ("type","sid");--> statement-breakpoint
CREATE INDEX "audit_events_actor" ON "audit_events" USING btree ("actor_id","sid");--> statement-breakpoint
CREATE INDEX "audit_events_subject" ON "audit_events" USING btree ("subject_id","sid");--> statement-breakpoint
CREATE INDEX "experience_drafts_age" ON "experience_drafts" USING btree ("created_at");