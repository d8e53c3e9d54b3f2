/** On the page of signing in: whoever was here has signed out, and his key goes. */

import { forgetKeys } from "./notebook.js";

forgetKeys();
