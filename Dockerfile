# The product: its sources as they are, which this Node runs without a build, and the packages it needs to run.
FROM node:24.21.0-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --no-audit --no-fund
# Of the font for reports only the two weights that they use: the others are 70 MB.
RUN find node_modules/@expo-google-fonts -name '*.ttf*' ! -name '*_400Regular.ttf' ! -name '*_700Bold.ttf' -delete

FROM node:24.21.0-bookworm-slim
ENV NODE_ENV=production REDRESS_HOME=/var/lib/redress
RUN mkdir /var/lib/redress && chown node:node /var/lib/redress
WORKDIR /app
COPY --from=packages /app/node_modules node_modules
COPY LICENSE package.json ./
COPY activities activities
COPY api api
COPY bench bench
COPY cli cli
COPY documents documents
COPY events events
COPY examples examples
COPY keys keys
COPY projections projections
COPY regimes regimes
COPY servers servers
COPY simulation simulation
COPY workers workers
COPY workflows workflows
USER node
VOLUME /var/lib/redress
EXPOSE 8080 9464
ENTRYPOINT ["node", "--disable-warning=ExperimentalWarning", "--disable-warning=TimeoutNegativeWarning", "/app/cli/main.ts"]
CMD ["start"]
