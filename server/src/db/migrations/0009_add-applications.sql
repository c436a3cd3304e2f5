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
ALTER TABLE "application_secrets" ADD CONSTRAINT "application_secrets_application_sid_applications_sid_fk" FOREIGN KEY ("application_sid") REFERENCES "public"."applications"("sid") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "application_secrets_application" ON "application_secrets" USING btree ("application_sid");