CREATE TABLE "test_messages" (
	"sid" text PRIMARY KEY NOT NULL,
	"factory_id" text NOT NULL,
	"connector_id" text,
	"vendor_message_id" text,
	"sealed_settings" text,
	"status" text DEFAULT 'sent' NOT NULL,
	"error_class" text,
	"error_code" text,
	"tells" text NOT NULL,
	"sent_at" timestamp with time zone DEFAULT now() NOT NULL,
	"reported_at" timestamp with time zone,
	"ask_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "history_sweeps" (
	"kind" text PRIMARY KEY NOT NULL,
	"cursor" text DEFAULT '' NOT NULL,
	"holder" text,
	"next_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "social_trials" (
	"id" text PRIMARY KEY NOT NULL,
	"connector_id" text NOT NULL,
	"asker_hash" text NOT NULL,
	"sealed_result" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "user_import_keys" (
	"import_sid" text NOT NULL,
	"hash" text NOT NULL,
	"line" integer NOT NULL,
	CONSTRAINT "user_import_keys_import_sid_hash_pk" PRIMARY KEY("import_sid","hash")
);
--> statement-breakpoint
CREATE TABLE "user_import_parts" (
	"import_sid" text NOT NULL,
	"place" integer NOT NULL,
	"first_line" integer NOT NULL,
	"sealed_lines" text,
	"results" jsonb,
	CONSTRAINT "user_import_parts_import_sid_place_pk" PRIMARY KEY("import_sid","place")
);
--> statement-breakpoint
CREATE TABLE "user_imports" (
	"sid" text PRIMARY KEY NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" text,
	"status" text NOT NULL,
	"dry_run" boolean NOT NULL,
	"adopt" boolean NOT NULL,
	"firebase" jsonb,
	"lines" integer DEFAULT 0 NOT NULL,
	"created" integer DEFAULT 0 NOT NULL,
	"updated" integer DEFAULT 0 NOT NULL,
	"unchanged" integer DEFAULT 0 NOT NULL,
	"refused" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"started_at" timestamp with time zone,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "verification_hours" DROP CONSTRAINT "verification_hours_hour_service_sid_country_connector_pk";--> statement-breakpoint
ALTER TABLE "api_keys" ADD COLUMN "updated_at" timestamp with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "admin_links" ADD COLUMN "maker" text;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "price_class" text;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "carrier" text;--> statement-breakpoint
ALTER TABLE "verification_hours" ADD COLUMN "carrier" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "verification_hours" ADD COLUMN "spent" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "refusal_hours" ADD COLUMN "countries" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "send_refusals" ADD COLUMN "counter" text;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "external_id" text;--> statement-breakpoint
ALTER TABLE "user_import_parts" ADD CONSTRAINT "user_import_parts_import_sid_user_imports_sid_fk" FOREIGN KEY ("import_sid") REFERENCES "public"."user_imports"("sid") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "test_messages_vendor_id" ON "test_messages" USING btree ("vendor_message_id") WHERE vendor_message_id is not null;--> statement-breakpoint
CREATE INDEX "test_messages_age" ON "test_messages" USING btree ("sent_at");--> statement-breakpoint
CREATE INDEX "social_trials_created" ON "social_trials" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "user_import_parts_open" ON "user_import_parts" USING btree ("import_sid","place") WHERE sealed_lines is not null;--> statement-breakpoint
CREATE INDEX "user_imports_open" ON "user_imports" USING btree ("sid") WHERE status in ('receiving', 'waiting', 'running');--> statement-breakpoint
CREATE UNIQUE INDEX "verification_hours_group" ON "verification_hours" USING btree ("hour","service_sid","country","connector","carrier");--> statement-breakpoint
CREATE INDEX "known_devices_created" ON "known_devices" USING btree ("created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "users_external_id" ON "users" USING btree ("external_id") WHERE external_id is not null;