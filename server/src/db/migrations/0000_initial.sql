CREATE TABLE "messages" (
	"sid" text PRIMARY KEY NOT NULL,
	"verification_sid" text NOT NULL,
	"channel" text NOT NULL,
	"status" text DEFAULT 'queued' NOT NULL,
	"next_at" timestamp with time zone DEFAULT now() NOT NULL,
	"tries" integer DEFAULT 0 NOT NULL,
	"unknown_outcomes" integer DEFAULT 0 NOT NULL,
	"connector" text,
	"vendor_message_id" text,
	"parts" integer,
	"error_class" text,
	"error_code" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"sent_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "failure_streaks" (
	"key" text PRIMARY KEY NOT NULL,
	"failures" integer NOT NULL,
	"wait_until" timestamp with time zone,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "api_keys" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"secret_hash" text NOT NULL,
	"service_sid" text,
	"name" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "api_keys_secretHash_unique" UNIQUE("secret_hash"),
	CONSTRAINT "api_keys_kind" CHECK ("api_keys"."kind" in ('account', 'secret', 'publishable', 'admin')),
	CONSTRAINT "api_keys_service" CHECK (("api_keys"."kind" = 'publishable') = ("api_keys"."service_sid" is not null))
);
--> statement-breakpoint
CREATE TABLE "services" (
	"sid" text PRIMARY KEY NOT NULL,
	"friendly_name" text NOT NULL,
	"code_length" integer DEFAULT 6 NOT NULL,
	"lookup_enabled" boolean DEFAULT false NOT NULL,
	"psd2_enabled" boolean DEFAULT false NOT NULL,
	"skip_sms_to_landlines" boolean DEFAULT false NOT NULL,
	"dtmf_input_required" boolean DEFAULT true NOT NULL,
	"tts_name" text,
	"do_not_share_warning_enabled" boolean DEFAULT false NOT NULL,
	"custom_code_enabled" boolean DEFAULT false NOT NULL,
	"default_template_sid" text,
	"verify_event_subscription_enabled" boolean DEFAULT false NOT NULL,
	"push" jsonb NOT NULL,
	"totp" jsonb NOT NULL,
	"whatsapp" jsonb NOT NULL,
	"passkeys" jsonb NOT NULL,
	"default_country" text DEFAULT 'KR' NOT NULL,
	"allowed_countries" jsonb DEFAULT '["KR"]'::jsonb NOT NULL,
	"default_locale" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"deleted_at" timestamp with time zone,
	CONSTRAINT "services_code_length" CHECK ("services"."code_length" between 4 and 10)
);
--> statement-breakpoint
CREATE TABLE "verifications" (
	"sid" text PRIMARY KEY NOT NULL,
	"service_sid" text NOT NULL,
	"recipient" text,
	"country" text NOT NULL,
	"purpose" text NOT NULL,
	"binding" text DEFAULT '' NOT NULL,
	"channel" text NOT NULL,
	"status" text DEFAULT 'pending' NOT NULL,
	"key_id" text NOT NULL,
	"code_length" integer NOT NULL,
	"code_mac" text NOT NULL,
	"code_mac_by_sid" text NOT NULL,
	"limit_key" text,
	"caller_code" boolean DEFAULT false NOT NULL,
	"custom_code" text,
	"attempts" integer DEFAULT 0 NOT NULL,
	"sends" jsonb NOT NULL,
	"wording" jsonb NOT NULL,
	"tags" jsonb,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_service_sid_services_sid_fk" FOREIGN KEY ("service_sid") REFERENCES "public"."services"("sid") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "messages_due" ON "messages" USING btree ("next_at") WHERE status in ('queued', 'sending');--> statement-breakpoint
CREATE INDEX "failure_streaks_updated_at" ON "failure_streaks" USING btree ("updated_at");--> statement-breakpoint
CREATE UNIQUE INDEX "verifications_live" ON "verifications" USING btree ("service_sid","recipient","purpose","binding") WHERE status in ('pending', 'max_attempts_reached');--> statement-breakpoint
CREATE INDEX "verifications_recipient" ON "verifications" USING btree ("recipient","created_at") WHERE recipient is not null;--> statement-breakpoint
CREATE INDEX "verifications_due" ON "verifications" USING btree ("expires_at") WHERE status in ('pending', 'max_attempts_reached');