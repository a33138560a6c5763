/** The room where a session is prepared (备播). */
export const LineupRoom = () => <main />
