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
CREATE TABLE "social_trials" (
	"id" text PRIMARY KEY NOT NULL,
	"connector_id" text NOT NULL,
	"asker_hash" text NOT NULL,
	"sealed_result" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "api_keys" ADD COLUMN "updated_at" timestamp with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
CREATE INDEX "test_messages_vendor_id" ON "test_messages" USING btree ("vendor_message_id") WHERE vendor_message_id is not null;--> statement-breakpoint
CREATE INDEX "test_messages_age" ON "test_messages" USING btree ("sent_at");--> statement-breakpoint
CREATE INDEX "social_trials_created" ON "social_trials" USING btree ("created_at");