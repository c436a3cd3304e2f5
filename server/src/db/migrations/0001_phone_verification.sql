CREATE TABLE "templates" (
	"sid" text PRIMARY KEY NOT NULL,
	"friendly_name" text NOT NULL,
	"translations" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "signing_keys" (
	"kid" text PRIMARY KEY NOT NULL,
	"generation" integer NOT NULL,
	"public_jwk" jsonb NOT NULL,
	"sealed_private_key" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"signs_from" timestamp with time zone NOT NULL,
	"retires_at" timestamp with time zone,
	CONSTRAINT "signing_keys_generation_unique" UNIQUE("generation")
);
--> statement-breakpoint
CREATE TABLE "limit_alarms" (
	"key" text PRIMARY KEY NOT NULL,
	"blocked_until" timestamp with time zone DEFAULT '-infinity' NOT NULL,
	"challenged_until" timestamp with time zone DEFAULT '-infinity' NOT NULL,
	"strikes" integer DEFAULT 0 NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "limit_counters" (
	"key" text PRIMARY KEY NOT NULL,
	"hits" timestamp with time zone[] NOT NULL,
	"members" text[] NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "spent_challenges" (
	"hash" text PRIMARY KEY NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "rate_limit_buckets" (
	"sid" text PRIMARY KEY NOT NULL,
	"rate_limit_sid" text NOT NULL,
	"max" integer NOT NULL,
	"interval_seconds" integer NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "rate_limit_buckets_interval" UNIQUE("rate_limit_sid","interval_seconds")
);
--> statement-breakpoint
CREATE TABLE "rate_limits" (
	"sid" text PRIMARY KEY NOT NULL,
	"service_sid" text NOT NULL,
	"unique_name" text NOT NULL,
	"description" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "rate_limits_name" UNIQUE("service_sid","unique_name")
);
--> statement-breakpoint
CREATE TABLE "safe_list" (
	"sid" text PRIMARY KEY NOT NULL,
	"phone_number" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "safe_list_phoneNumber_unique" UNIQUE("phone_number")
);
--> statement-breakpoint
ALTER TABLE "api_keys" ADD COLUMN "origins" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "api_keys" ADD COLUMN "challenge" text DEFAULT 'auto' NOT NULL;--> statement-breakpoint
ALTER TABLE "api_keys" ADD COLUMN "daily_budget" integer DEFAULT 1000 NOT NULL;--> statement-breakpoint
ALTER TABLE "api_keys" ADD COLUMN "last_used_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "services" ADD COLUMN "code_ttl_seconds" integer DEFAULT 600 NOT NULL;--> statement-breakpoint
ALTER TABLE "services" ADD COLUMN "resend_policy" text DEFAULT 'same_code' NOT NULL;--> statement-breakpoint
ALTER TABLE "services" ADD COLUMN "resend_waits" jsonb;--> statement-breakpoint
ALTER TABLE "services" ADD COLUMN "web_otp_host" text;--> statement-breakpoint
ALTER TABLE "services" ADD COLUMN "limits" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "verifications" ADD COLUMN "extras" jsonb;--> statement-breakpoint
ALTER TABLE "rate_limit_buckets" ADD CONSTRAINT "rate_limit_buckets_rate_limit_sid_rate_limits_sid_fk" FOREIGN KEY ("rate_limit_sid") REFERENCES "public"."rate_limits"("sid") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rate_limits" ADD CONSTRAINT "rate_limits_service_sid_services_sid_fk" FOREIGN KEY ("service_sid") REFERENCES "public"."services"("sid") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "limit_alarms_expires_at" ON "limit_alarms" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "limit_counters_expires_at" ON "limit_counters" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "spent_challenges_expires_at" ON "spent_challenges" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "verifications_public" ON "verifications" USING btree ("created_at") WHERE purpose = 'public';