import { build } from "./setup/build.mjs";
import { main } from "./setup/error.mjs";
import { lockCheckout } from "./setup/lock.mjs";

/** `npm run build`, also before `npm pack`: always builds, and leaves nothing of removed sources in dist/. */
await main(() => lockCheckout(() => build(process.env)));
