// Comforts for those who write. Without them the sheet is a plain form that saves and previews.
import "./focus.js";
import "./leave.js";
import "./words.js";
import "./choice.js";
import "./typed.js";
import "./beside.js";
import "./trying.js";
