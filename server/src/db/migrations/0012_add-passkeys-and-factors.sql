CREATE TABLE "challenges" (
	"sid" text PRIMARY KEY NOT NULL,
	"factor_sid" text NOT NULL,
	"entity_sid" text NOT NULL,
	"status" text DEFAULT 'pending' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"details" jsonb,
	"hidden_details" jsonb,
	"metadata" jsonb,
	"expires_at" timestamp with time zone NOT NULL,
	"responded_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "challenges_status" CHECK ("challenges"."status" in ('pending', 'approved'))
);
--> statement-breakpoint
CREATE TABLE "entities" (
	"sid" text PRIMARY KEY NOT NULL,
	"service_sid" text NOT NULL,
	"identity" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "entities_identity" UNIQUE("service_sid","identity")
);
--> statement-breakpoint
CREATE TABLE "factors" (
	"sid" text PRIMARY KEY NOT NULL,
	"entity_sid" text NOT NULL,
	"friendly_name" text NOT NULL,
	"status" text DEFAULT 'unverified' NOT NULL,
	"sealed_secret" text NOT NULL,
	"alg" text NOT NULL,
	"code_length" integer NOT NULL,
	"time_step" integer NOT NULL,
	"skew" integer NOT NULL,
	"metadata" jsonb,
	"last_step" integer DEFAULT -1 NOT NULL,
	"failures" integer DEFAULT 0 NOT NULL,
	"wait_until" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "factors_status" CHECK ("factors"."status" in ('unverified', 'verified'))
);
--> statement-breakpoint
CREATE TABLE "passkey_answers" (
	"challenge_hash" text PRIMARY KEY NOT NULL,
	"used_for" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "passkeys" (
	"sid" text PRIMARY KEY NOT NULL,
	"user_sid" text NOT NULL,
	"rp_id" text NOT NULL,
	"is_usable" boolean DEFAULT true NOT NULL,
	"credential_id" text NOT NULL,
	"public_key" text NOT NULL,
	"counter" bigint NOT NULL,
	"transports" jsonb NOT NULL,
	"is_syncable" boolean NOT NULL,
	"is_backed_up" boolean NOT NULL,
	"aaguid" text NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"used_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "user_recovery_codes" (
	"user_sid" text NOT NULL,
	"hash" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "user_recovery_codes_user_sid_hash_pk" PRIMARY KEY("user_sid","hash")
);
--> statement-breakpoint
CREATE TABLE "user_totp" (
	"user_sid" text PRIMARY KEY NOT NULL,
	"sealed_secret" text NOT NULL,
	"last_step" integer DEFAULT -1 NOT NULL,
	"failures" integer DEFAULT 0 NOT NULL,
	"wait_until" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"confirmed_at" timestamp with time zone,
	"used_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "known_devices" ADD COLUMN "passkey_offered_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "challenges" ADD CONSTRAINT "challenges_factor_sid_factors_sid_fk" FOREIGN KEY ("factor_sid") REFERENCES "public"."factors"("sid") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "entities" ADD CONSTRAINT "entities_service_sid_services_sid_fk" FOREIGN KEY ("service_sid") REFERENCES "public"."services"("sid") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "factors" ADD CONSTRAINT "factors_entity_sid_entities_sid_fk" FOREIGN KEY ("entity_sid") REFERENCES "public"."entities"("sid") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "passkeys" ADD CONSTRAINT "passkeys_user_sid_users_sid_fk" FOREIGN KEY ("user_sid") REFERENCES "public"."users"("sid") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "user_recovery_codes" ADD CONSTRAINT "user_recovery_codes_user_sid_users_sid_fk" FOREIGN KEY ("user_sid") REFERENCES "public"."users"("sid") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "user_totp" ADD CONSTRAINT "user_totp_user_sid_users_sid_fk" FOREIGN KEY ("user_sid") REFERENCES "public"."users"("sid") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "challenges_entity" ON "challenges" USING btree ("entity_sid","sid");--> statement-breakpoint
CREATE INDEX "challenges_factor" ON "challenges" USING btree ("factor_sid","created_at");--> statement-breakpoint
CREATE INDEX "challenges_created_at" ON "challenges" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "entities_service" ON "entities" USING btree ("service_sid","sid");--> statement-breakpoint
CREATE INDEX "factors_entity" ON "factors" USING btree ("entity_sid","sid");--> statement-breakpoint
CREATE INDEX "factors_unverified" ON "factors" USING btree ("created_at") WHERE status = 'unverified';--> statement-breakpoint
CREATE INDEX "passkey_answers_created" ON "passkey_answers" USING btree ("created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "passkeys_credential" ON "passkeys" USING btree ("credential_id");--> statement-breakpoint
CREATE INDEX "passkeys_user" ON "passkeys" USING btree ("user_sid");