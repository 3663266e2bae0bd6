//! How the field client is called and looks among a telephone's programs.

use crate::violation::codes;

codes! {
    /// A name and a picture from a closed list: what somebody writes could say on a home screen what must not be said.
    Face {
        /// Notes.
        Notes = "notes",
        /// Lists.
        Lists = "lists",
        /// Recipes.
        Recipes = "recipes",
        /// A calendar.
        Calendar = "calendar",
        /// The weather.
        Weather = "weather",
    }
}

impl Default for Face {
    /// Notes: a form is nearest to them.
    fn default() -> Self {
        Self::Notes
    }
}
