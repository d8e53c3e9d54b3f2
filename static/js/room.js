/** The entry point of a room's page: starts each concern once. */

import { snapshot, timeOf } from "./snapshot.js"; // first: it reads the page untouched

import * as agenda from "./agenda.js";
import * as browse from "./browse.js";
import * as clock from "./clock.js";
import * as commands from "./commands.js";
import * as consent from "./consent.js";
import * as deciding from "./deciding.js";
import * as dialog from "./dialog.js";
import * as follow from "./follow.js";
import * as hand from "./hand.js";
import { Line } from "./live.js";
import * as menus from "./menus.js";
import * as mine from "./mine.js";
import * as minutes from "./minutes.js";
import * as messages from "./messages.js";
import * as notepanel from "./notepanel.js";
import * as notices from "./notices.js";
import * as offline from "./offline.js";
import * as operator from "./operator.js";
import * as outbox from "./outbox.js";
import * as pages from "./pages.js";
import * as panels from "./panels.js";
import * as sealed from "./sealed.js";
import * as vote from "./vote.js";

const room = document.getElementById("room");

clock.start(timeOf(room));
commands.start();
dialog.start();
deciding.start();
consent.start();
menus.start();
notices.start();
operator.start();
pages.start();
panels.start();
browse.start();
mine.start(room);
hand.start();
sealed.start();
vote.start();
agenda.start();
follow.start();
outbox.start(room);
offline.start(room, snapshot);
messages.start(room);
notepanel.start(room);
minutes.start(room);
new Line(room).start();
