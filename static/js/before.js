/** The positions given before a meeting: the same careful commands as in the room. */

import { start } from "./commands.js";

start();
