import { defineConfig } from 'vite';
import { simulatedHub } from './dev/simulated-hub.mjs';

/** A real hub to develop against, as `HEARTH_HUB=http://localhost:8080 npm run dev`. */
const hub = process.env.HEARTH_HUB;
const hubPaths = ['/api', '/things', '/events', '/.well-known', '/health', '/openapi.yaml'];

export default defineConfig({
  plugins: hub ? [] : [simulatedHub()],
  build: {
    outDir: process.env.HEARTH_DASHBOARD_OUT ?? '../../../target/classes/dashboard',
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: true,
  },
  server: {
    proxy: hub
      ? Object.fromEntries(
          hubPaths.map((path) => [
            path,
            { target: hub, changeOrigin: true, headers: { origin: hub } },
          ]),
        )
      : undefined,
  },
  test: { include: ['test/**/*.test.ts'] },
} as Parameters<typeof defineConfig>[0] & { test: unknown });
