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
ALTER TABLE "verification_hours" DROP CONSTRAINT "verification_hours_hour_service_sid_country_connector_pk";--> statement-breakpoint
ALTER TABLE "api_keys" ADD COLUMN "updated_at" timestamp with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "price_class" text;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "carrier" text;--> statement-breakpoint
ALTER TABLE "verification_hours" ADD COLUMN "carrier" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "verification_hours" ADD COLUMN "spent" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "refusal_hours" ADD COLUMN "countries" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "send_refusals" ADD COLUMN "counter" text;--> statement-breakpoint
CREATE INDEX "test_messages_vendor_id" ON "test_messages" USING btree ("vendor_message_id") WHERE vendor_message_id is not null;--> statement-breakpoint
CREATE INDEX "test_messages_age" ON "test_messages" USING btree ("sent_at");--> statement-breakpoint
CREATE INDEX "social_trials_created" ON "social_trials" USING btree ("created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "verification_hours_group" ON "verification_hours" USING btree ("hour","service_sid","country","connector","carrier");--> statement-breakpoint
CREATE INDEX "known_devices_created" ON "known_devices" USING btree ("created_at");