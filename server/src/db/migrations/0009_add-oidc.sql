CREATE TABLE "application_secrets" (
	"sid" text PRIMARY KEY NOT NULL,
	"application_sid" text NOT NULL,
	"hash" text NOT NULL,
	"hint" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "applications" (
	"sid" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"type" text NOT NULL,
	"redirect_uris" jsonb NOT NULL,
	"post_logout_redirect_uris" jsonb NOT NULL,
	"allowed_origins" jsonb,
	"service_sid" text,
	"default_scopes" text NOT NULL,
	"resources" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"default_resource" text,
	"first_party" boolean DEFAULT true NOT NULL,
	"require_pkce" boolean DEFAULT true NOT NULL,
	"id_token_signing_alg" text DEFAULT 'RS256' NOT NULL,
	"refresh_grace_seconds" integer DEFAULT 30 NOT NULL,
	"backchannel_logout_uri" text,
	"home_url" text,
	"may_introspect" boolean DEFAULT false NOT NULL,
	"is_demo" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "applications_type" CHECK ("applications"."type" in ('spa', 'web', 'native', 'machine')),
	CONSTRAINT "applications_alg" CHECK ("applications"."id_token_signing_alg" in ('RS256', 'ES256')),
	CONSTRAINT "applications_grace" CHECK ("applications"."refresh_grace_seconds" between 0 and 300)
);
--> statement-breakpoint
CREATE TABLE "resources" (
	"sid" text PRIMARY KEY NOT NULL,
	"indicator" text NOT NULL,
	"name" text NOT NULL,
	"scopes" jsonb NOT NULL,
	"access_token_seconds" integer DEFAULT 300 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "resources_indicator_unique" UNIQUE("indicator"),
	CONSTRAINT "resources_seconds" CHECK ("resources"."access_token_seconds" between 60 and 3600)
);
--> statement-breakpoint
CREATE TABLE "authorization_requests" (
	"id" text PRIMARY KEY NOT NULL,
	"application_sid" text NOT NULL,
	"sealed_query" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "oidc_consents" (
	"user_sid" text NOT NULL,
	"application_sid" text NOT NULL,
	"scope" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "oidc_consents_user_sid_application_sid_pk" PRIMARY KEY("user_sid","application_sid")
);
--> statement-breakpoint
CREATE TABLE "oidc_grants" (
	"sid" text PRIMARY KEY NOT NULL,
	"application_sid" text NOT NULL,
	"user_sid" text NOT NULL,
	"session_sid" text,
	"session_name" text NOT NULL,
	"payload" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"logout_attempts" integer DEFAULT 0 NOT NULL,
	"logout_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "oidc_tokens" (
	"id_hash" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"grant_sid" text NOT NULL,
	"payload" jsonb NOT NULL,
	"key_id" text NOT NULL,
	"consumed_at" timestamp with time zone,
	"grace_seconds" integer NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "signing_keys" DROP CONSTRAINT "signing_keys_generation_unique";--> statement-breakpoint
ALTER TABLE "signing_keys" ADD COLUMN "algorithm" text DEFAULT 'ES256' NOT NULL;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "picture_url" text;--> statement-breakpoint
ALTER TABLE "application_secrets" ADD CONSTRAINT "application_secrets_application_sid_applications_sid_fk" FOREIGN KEY ("application_sid") REFERENCES "public"."applications"("sid") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "authorization_requests" ADD CONSTRAINT "authorization_requests_application_sid_applications_sid_fk" FOREIGN KEY ("application_sid") REFERENCES "public"."applications"("sid") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "oidc_consents" ADD CONSTRAINT "oidc_consents_user_sid_users_sid_fk" FOREIGN KEY ("user_sid") REFERENCES "public"."users"("sid") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "oidc_consents" ADD CONSTRAINT "oidc_consents_application_sid_applications_sid_fk" FOREIGN KEY ("application_sid") REFERENCES "public"."applications"("sid") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "oidc_grants" ADD CONSTRAINT "oidc_grants_application_sid_applications_sid_fk" FOREIGN KEY ("application_sid") REFERENCES "public"."applications"("sid") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "oidc_grants" ADD CONSTRAINT "oidc_grants_session_sid_sessions_sid_fk" FOREIGN KEY ("session_sid") REFERENCES "public"."sessions"("sid") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "oidc_tokens" ADD CONSTRAINT "oidc_tokens_grant_sid_oidc_grants_sid_fk" FOREIGN KEY ("grant_sid") REFERENCES "public"."oidc_grants"("sid") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "application_secrets_application" ON "application_secrets" USING btree ("application_sid");--> statement-breakpoint
CREATE INDEX "authorization_requests_created" ON "authorization_requests" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "oidc_grants_session" ON "oidc_grants" USING btree ("session_sid","application_sid");--> statement-breakpoint
CREATE INDEX "oidc_grants_user" ON "oidc_grants" USING btree ("user_sid");--> statement-breakpoint
CREATE INDEX "oidc_grants_application" ON "oidc_grants" USING btree ("application_sid");--> statement-breakpoint
CREATE INDEX "oidc_grants_ended" ON "oidc_grants" USING btree ("logout_at") WHERE session_sid is null;--> statement-breakpoint
CREATE INDEX "oidc_tokens_grant" ON "oidc_tokens" USING btree ("grant_sid");--> statement-breakpoint
CREATE INDEX "oidc_tokens_expires" ON "oidc_tokens" USING btree ("expires_at");--> statement-breakpoint
ALTER TABLE "signing_keys" ADD CONSTRAINT "signing_keys_generation" UNIQUE("algorithm","generation");