/** How code that a framework ships to the browser reads the environment. */
export interface BrowserEnvironment {
  /** The framework: one of these packages is a dependency. */
  readonly packages: readonly string[];
  /** How a variable is read, and what its name has to begin with; absent where a framework exposes none without configuration. */
  readonly read?: {
    readonly style: 'process.env' | 'import.meta.env' | { readonly import: string; readonly from: string };
    readonly prefix: string;
  };
  /** It puts something in the place of `process.env` in all code, so that reading it never throws. */
  readonly hasProcess?: true;
  /**
   * What the program's own code is, where neither path nor text says it: the browser's, code of both sides that the framework
   * builds, or, for a bundler, what else is among the dependencies.
   */
  readonly builds: 'client' | 'both' | 'any';
}

/**
 * Frameworks and bundlers, a framework before the bundler that it is built on. Sources: their documentation on environment
 * variables (Next.js "Environment Variables", SvelteKit `$env/dynamic/public`, Astro "Using environment variables", Vite "Env
 * Variables and Modes", Create React App, Vue CLI, Gatsby, Expo, Plasmo, WXT, electron-vite).
 */
export const BROWSER_ENVIRONMENTS: readonly BrowserEnvironment[] = [
  { packages: ['next'], read: { style: 'process.env', prefix: 'NEXT_PUBLIC_' }, hasProcess: true, builds: 'both' },
  { packages: ['@sveltejs/kit'], read: { style: { import: 'env', from: '$env/dynamic/public' }, prefix: 'PUBLIC_' }, builds: 'both' },
  { packages: ['astro'], read: { style: 'import.meta.env', prefix: 'PUBLIC_' }, builds: 'both' },
  // Its public variables are declared in its configuration.
  { packages: ['nuxt', 'nuxt3'], builds: 'both' },
  {
    packages: [
      '@react-router/dev',
      '@remix-run/dev',
      '@remix-run/react',
      '@solidjs/start',
      '@builder.io/qwik-city',
      '@tanstack/react-start',
    ],
    read: { style: 'import.meta.env', prefix: 'VITE_' },
    builds: 'both',
  },
  { packages: ['gatsby'], read: { style: 'process.env', prefix: 'GATSBY_' }, hasProcess: true, builds: 'both' },
  { packages: ['react-scripts'], read: { style: 'process.env', prefix: 'REACT_APP_' }, hasProcess: true, builds: 'client' },
  { packages: ['@vue/cli-service'], read: { style: 'process.env', prefix: 'VUE_APP_' }, hasProcess: true, builds: 'client' },
  { packages: ['expo'], read: { style: 'process.env', prefix: 'EXPO_PUBLIC_' }, hasProcess: true, builds: 'client' },
  { packages: ['plasmo'], read: { style: 'process.env', prefix: 'PLASMO_PUBLIC_' }, hasProcess: true, builds: 'client' },
  { packages: ['wxt'], read: { style: 'import.meta.env', prefix: 'WXT_' }, builds: 'client' },
  { packages: ['electron-vite'], read: { style: 'import.meta.env', prefix: 'RENDERER_VITE_' }, builds: 'any' },
  { packages: ['@angular/core', 'react-native', 'obsidian'], builds: 'client' },
  { packages: ['vite'], read: { style: 'import.meta.env', prefix: 'VITE_' }, builds: 'any' },
  { packages: ['parcel'], hasProcess: true, builds: 'any' },
  { packages: ['webpack', '@rspack/core', 'rollup', 'esbuild'], builds: 'any' },
];

/** Packages that make what a bundler builds a program of the browser. */
export const BROWSER_PACKAGES: readonly string[] = [
  'react-dom',
  'vue',
  'svelte',
  'preact',
  'solid-js',
  'lit',
  '@tauri-apps/api',
  '@crxjs/vite-plugin',
];
/** Packages that make a part of a program one of a server or a command. */
export const SERVER_PACKAGES: readonly string[] = [
  'express',
  'fastify',
  'koa',
  'hono',
  '@nestjs/core',
  '@hapi/hapi',
  'elysia',
  'electron',
  'commander',
  'yargs',
  'h3',
  'vite-node',
  '@hono/node-server',
];
