// Two entries of one front end: the public portal and the workspace. The program takes what is built in
// build/web into itself and serves it from memory.
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";
import react from "@vitejs/plugin-react";

/** While developing, the two pages stand at the addresses at which the program serves them. */
const pages: Plugin = {
  name: "pages",
  configureServer(server) {
    server.middlewares.use((request, _reply, next) => {
      const path = request.url ?? "/";
      if (/^\/office(\/|\?|$)/.test(path)) request.url = "/office.html";
      else if (/^\/[^.@]*$/.test(path) && !/^\/(api|src|node_modules)\//.test(path)) request.url = "/portal.html";
      next();
    });
  },
};

export default defineConfig({
  plugins: [react(), pages],
  base: "/",
  build: {
    outDir: "../build/web",
    emptyOutDir: true,
    target: "es2022",
    // Nothing is written into the page itself: the content security policy forbids it.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: { input: { portal: "portal.html", office: "office.html" } },
  },
  server: { proxy: { "/api": process.env["XANH_URL"] ?? "http://127.0.0.1:8080" } },
  test: { include: ["tests/**/*.test.ts"] },
});
