/// <reference types="vitest/config" />
// One bundle for the whole application, written to where the server looks for it.
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  base: '/',
  plugins: [react()],
  build: {
    outDir: '../studio/web',
    emptyOutDir: true,
    assetsDir: 'assets',
    // The content security policy allows files of this site only.
    assetsInlineLimit: 0,
    target: 'es2022',
    chunkSizeWarningLimit: 1700,
  },
  worker: { format: 'es' },
  server: {
    proxy: {
      '/api': 'http://127.0.0.1:8000',
      '/ws': { target: 'ws://127.0.0.1:8000', ws: true },
    },
  },
  test: {
    environment: 'jsdom',
    setupFiles: ['src/testing/setup.ts'],
    include: ['src/**/*.test.{ts,tsx}'],
    restoreMocks: true,
  },
});
