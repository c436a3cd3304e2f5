CREATE TABLE "connector_tests" (
	"fingerprint" text PRIMARY KEY NOT NULL,
	"tested_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "connector_versions" (
	"id" text PRIMARY KEY NOT NULL,
	"connector_id" text NOT NULL,
	"version" integer NOT NULL,
	"sealed_settings" text NOT NULL,
	"fingerprint" text NOT NULL,
	"secrets_set_at" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"activated_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "connectors" (
	"id" text PRIMARY KEY NOT NULL,
	"factory_id" text NOT NULL,
	"type" text NOT NULL,
	"status" text DEFAULT 'draft' NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"draft_version" integer,
	"latest_version" integer DEFAULT 1 NOT NULL,
	"receipt_token" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "connectors_receiptToken_unique" UNIQUE("receipt_token")
);
--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "connector_id" text;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "price" text;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "currency" text;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "failures" jsonb;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "reported_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "ask_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "connector_versions" ADD CONSTRAINT "connector_versions_connector_id_connectors_id_fk" FOREIGN KEY ("connector_id") REFERENCES "public"."connectors"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "connector_tests_age" ON "connector_tests" USING btree ("tested_at");--> statement-breakpoint
CREATE UNIQUE INDEX "connector_versions_number" ON "connector_versions" USING btree ("connector_id","version");--> statement-breakpoint
CREATE UNIQUE INDEX "connectors_one_active" ON "connectors" USING btree ("type") WHERE status = 'active';--> statement-breakpoint
CREATE UNIQUE INDEX "connectors_one_standby" ON "connectors" USING btree ("type") WHERE status = 'standby';--> statement-breakpoint
CREATE INDEX "messages_vendor_id" ON "messages" USING btree ("vendor_message_id") WHERE vendor_message_id is not null;--> statement-breakpoint
CREATE INDEX "messages_ask" ON "messages" USING btree ("ask_at") WHERE ask_at is not null;