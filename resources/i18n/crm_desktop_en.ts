<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
    <context>
        <name>Banner</name>
        <message>
            <source>Close</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Chip</name>
        <message>
            <source>Delete takes it away</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>CommandPalette</name>
        <message>
            <source>Find a lead or an act</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing found. Try fewer letters.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What was found</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>CountdownBar</name>
        <message>
            <source>{seconds} s</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>CrashDialog</name>
        <message>
            <source>Copied</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copy report</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Go on working</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Report</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Something went wrong</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The last act may not have been done; what was saved before is safe. You can go on. Nothing is sent anywhere: copy the report for whoever looks after the program. Numbers, addresses and names are left out of it.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>DateField</name>
        <message>
            <source>Month after</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Month before</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Field</name>
        <message>
            <source>Caps Lock is on</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Empty the field</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Hide the password</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show the password</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>KeysButton</name>
        <message>
            <source>Keys</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show all keys</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>KeysSheet</name>
        <message>
            <source>Close</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Everywhere</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Keys</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>MainWindow</name>
        <message>
            <source>Change password</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Everywhere</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Find a lead or an act</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Go to</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Larger</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Light or dark</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Lock</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show all keys</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sign out</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Smaller</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Switch person</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Undo</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>MaskedPhone</name>
        <message>
            <source>Keep it masked</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Why do you need the number?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Why?</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>NoticesArea</name>
        <message>
            <source>Notices</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{done} done</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{done} of {total}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{minutes} min left</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{rate} a second</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{seconds} s left</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>PersonButton</name>
        <message>
            <source>Signed in: {name}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>PersonMenu</name>
        <message>
            <source>As the system</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Change password</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Dark</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Light</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Lock</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show keys on buttons</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sign out</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Size</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Switch person</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Theme</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ProgressBar</name>
        <message>
            <source>Cancel</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Rail</name>
        <message>
            <source>Pages</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>RailButton</name>
        <message numerus="yes">
            <source>%n waiting</source>
            <translation>
                <numerusform>%n waiting</numerusform>
                <numerusform>%n waiting</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>SearchButton</name>
        <message>
            <source>Find a lead or an act</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>SearchField</name>
        <message>
            <source>Empty the search</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>StepBar</name>
        <message>
            <source>Step {number} of {count}: {name}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Toast</name>
        <message>
            <source>Undo</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>errors</name>
        <message>
            <source>A campaign has at most {limit} results, one key each. Remove some.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A campaign needs at least one result.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A column of the mapping file has no “header”. Save it anew.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A lead needs a name or a phone. Type one of them.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A person needs a name. Type one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A sheet of “{file}” reaches to row {row} and column {column}, too far for a list of leads. Delete the empty rows and columns behind the list, save it and bring it again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A team needs a name. Type one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A view needs a name. Type one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Allow at least one try.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Calling hours must begin before they end.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose at least one day for calling.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Each result needs a name and a code of at most {limit} characters.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Give the campaign a name.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Give the time of the next call, then save.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Group {group} of the recovery code is mistyped. Compare it with the paper and type that group again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It is outside calling hours there ({start}–{end}). Call from {until} on.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It is too late to take this back. Change it by hand.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It is too late to undo this. Open the lead and change it there.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing was pasted. Copy the cells in the spreadsheet and paste again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only a team lead or an admin can give leads to someone. Ask your team lead.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only a team lead or an admin can import leads. Ask your team lead.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only a team lead or an admin can merge leads. Ask your team lead.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only a team lead or an admin can see the people. Ask your team lead.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only a team lead or an admin can set one-time passwords. Ask your team lead.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only a team lead or an admin can share a view. Save it for yourself instead.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only an admin can add, change or disable people. Ask an admin.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only an admin can change campaigns. Ask an admin.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only an admin can change the workspace's settings. Ask an admin.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only an admin can delete leads. Ask an admin.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only an admin can export leads. Ask an admin.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only an admin can lift a do-not-call. Ask an admin.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only an admin can make or restore a backup. Ask an admin.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only an admin can read the audit. Ask an admin.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only an admin can set a one-time password for a team lead or an admin.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only whoever saved this view can delete it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Row {row} of the pasted cells has a quotation mark (") that is never closed, or a cell of more than {most} characters. Mend that row and paste again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Row {row} of “{file}” has a cell of {count} characters; {most} is the most. Shorten it and bring the file again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Row {row} of “{file}” has a quotation mark (") that is never closed, or a cell of more than {most} characters. Mend that row in a spreadsheet and bring the file again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Row {row} of “{file}” has {count} columns, more than the {most} a list of leads may have. Choose another separator, or delete the columns you don't need.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Row {row} of “{file}” holds NUL bytes: the file is damaged there. Open it in a spreadsheet, mend that row and save it as “CSV UTF-8”.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Row {row} of “{file}” holds bytes that are not {encoding} text. Choose another encoding, or open the file in a spreadsheet and save it as “CSV UTF-8”.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say which admin gets the new password: {names}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say why the call-back is not needed any more.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say why the leads are exported; it is kept in the audit.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say why you need the number; it is logged.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say why you skip this lead.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Someone changed this call-back meanwhile. Look at it again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Someone else changed the campaign {name} meanwhile. Look at it again, then change it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Someone else changed this person meanwhile. Look again, then change.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Someone else has this lead on the screen now. Choose another one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Someone else has this lead on the screen now. It can't be undone any more.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Someone else has this lead on the screen now. Take the next one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Someone has worked on this lead since. It can't be undone any more.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The backup folder {folder} is not there, so no backup was made. Plug in the disk or choose another folder.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The backup {file} is damaged or incomplete. Nothing was changed. Use another backup.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The backup {file} was made by a newer version of CRM Desktop ({version}). Nothing was changed. Update the program, then restore it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The call-back is theirs already. Choose someone else.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The campaign of this call does not exist any more.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The campaign {name} is switched off. Choose another one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The clock of this computer shows {now}, but the last work here was saved at {last_act}. Set the clock right, then open the workspace again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The computer's key store is locked or does not answer. Unlock it and try again, or open the workspace with its recovery code.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The countdown is between 0 and 60 seconds.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The database server can't be reached or refuses the connection. Check the network and the server's address, then try again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The date order “{order}” is not known: use dmy, mdy or ymd.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The disk did not read or write {file} properly; the last change was not saved. Check the disk and its cable, then open the workspace again and make a backup.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The disk is full; the last change was not saved. Delete or move other files, then try again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The file {file} can't be written ({why}). Choose another place, or close the program that has it open.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The file {file} is already there. Choose another name.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The file {file} is damaged. Nothing was changed. Put it back from a backup; the workspace itself may still be whole.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The file {file} is missing or damaged. Nothing was changed. Restore a backup into a new folder, or put this file back from a copy.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The file {file} is not a backup of CRM Desktop. Choose a file that ends in .crmbackup.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The file {file} is not a workspace of CRM Desktop. Nothing was changed. Choose another folder, or move this file away.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The folder {folder} can't be written to. Ask for the right to write there, or choose another folder.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The folder {folder} is on a network drive, where a workspace file gets damaged. Choose a folder on this computer's own disk; to share a workspace in a team, use PostgreSQL.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The key does not fit the workspace file {file}. Nothing was changed. Open it with its recovery code, or check that the file belongs to this workspace.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The key of this workspace does not open the backup {file}. Nothing was changed. Use the recovery code that was valid when the backup was made.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The key of this workspace is in the computer's key store, which can't be reached here. Sign in to the desktop as the person who made the workspace, or open it with its recovery code.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The key of this workspace is missing from {where}. Nothing was changed. Open the workspace with its recovery code.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The lead was dialled again since. It can't be undone any more.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The mapping file is no JSON (line {line}). Save it anew.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The mapping file is of a newer version. Update CRM Desktop or save it anew.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The mapping file's “values” are not understood. Save it anew.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The name is too long. Use at most {limit} characters.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The name or the password is wrong. Try again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The new password is the old one. Choose another.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The note is empty. Type something, or leave it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The one-time password has run out. Ask your team lead for a new one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The passphrase is not right. Check Caps Lock and the keyboard language and type it again, or open the workspace with its recovery code.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The password is too short. Take at least {least} characters.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The password is wrong. Try again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The person at this number asked not to be called. It is never dialled again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The phone is empty. Type the number, or leave it out.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The practice line only works in a practice campaign. Choose another way to dial, or another campaign.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The recovery code sets the password of an admin only. Choose an admin.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The refused rows can't be saved in the folder “{folder}”: it can't be written. Nothing was imported. Choose another place for them.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The refused rows can't be saved in the workspace's own folder. Choose another place for them.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The seat name {name} can't be used. Take up to 40 letters and digits, such as desk-2.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The seat {seat} is already open on this computer. Use that window, or open another seat with --seat.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The sheet “{sheet}” of “{file}” is empty.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The sign-in name “{name}” can't be used. Take 2 to 40 letters, digits, dots or dashes.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The workspace file {file} is damaged. Nothing was changed. Restore the newest backup; the damaged file is kept beside it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The workspace file {file} is missing. Nothing was made in its place. Put it back, or restore a backup.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The workspace is busy with other work. Nothing was changed. Try again in a moment.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The workspace is locked for {what} by another program. Wait until it is finished, then try again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The workspace is open in another window or command, and {what} needs it alone. Close the others, then try again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The workspace needs a name, such as your office's. Type one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is a campaign {name} already. Choose another name.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is a field “{key}” already. Choose another name.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is a file {file} in {folder}, but not the workspace.json that belongs to it. Choose an empty folder, or restore a backup.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is a team “{name}” already.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is already a workspace in {folder}. Open it, or choose an empty folder for the new one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no encoding called {encoding}. Choose one from the list.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no field “{key}” here. Add it in the settings first.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no recovery file in {folder}. Restore a backup instead: each backup carries its own.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no target called “{target}” for a column.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no workspace in {folder}. Check the folder, or make a new workspace there.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is not enough space on the disk of {folder}: {free_mb} MB free, {needed_mb} MB needed. Delete or move other files, then try again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is nothing to undo.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is someone with the sign-in name “{name}” already. Choose another.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>These are the same lead. Choose two different ones.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>These call-backs are not yours to see. Ask your team lead.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This backup is of the workspace {name}, and {folder} holds another one. Nothing was changed. Choose an empty folder to restore it into.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This call already has the result “{result}”. Undo it first.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This call has its result already. Nothing was changed.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This call is not yours. Take the next lead.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This call-back does not exist any more.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This call-back is someone else's. Ask your team lead.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This call-back was closed meanwhile. Nothing was changed.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This campaign does not exist any more. Choose another one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This computer has no usable key store, so the workspace's key is kept under a passphrase. Type the passphrase, or set CRM_DESKTOP_PASSPHRASE for commands.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This file belongs to a person whose data was erased; it can't be opened any more.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This file is damaged and can't be opened. Attach it again if you still have it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This file is no longer in the workspace's folder. Put the folder back from a copy.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This is more than a year away. Give an earlier time.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This is not a mapping file of CRM Desktop. Choose the file saved by an import.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This is the only admin. Make someone else an admin first.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This lead belongs to someone else. Ask your team lead.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This lead does not exist any more. Choose another one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This lead does not exist any more. Take the next one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This lead has no number that can be called. Add one, then call.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This lead has no number that may be called. Add one, then promise a call-back.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This lead is in no campaign. Choose a campaign first, then call.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This lead is not here any more. Look at the list again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This lead is not in the campaign any more. Choose another one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This lead is not in the campaign any more. Take the next one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This lead is not on your screen any more. Take the next one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This lead is not yours to change. Ask your team lead.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This lead is not yours to see. Ask your team lead.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This lead is not yours. Ask your team lead.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This lead was changed meanwhile. Nothing was overwritten: look again, then save.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This merge can't be taken back any more.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This number does not belong to the lead any more.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This number is hidden from your role. You can still call it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This number was dialled a moment ago. Wait until {until}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This number was dialled {max_per_day} times today, as often as allowed. Call from {until} on.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This number was dialled {max_per_phone} times, as often as allowed. Use another number.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This pause is over already. Take a new one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This person can no longer sign in. Ask an admin.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This person can't take call-backs. Choose someone else.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This person can't take leads any more. Choose someone else.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This person is not here any more. Look at the list again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This person is not in your team. Ask an admin.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This person is not in your team. Choose someone of your team.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This phone is not the lead's any more. Look at the card again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This recovery code belongs to another workspace, or was replaced by a newer one. Look for the newest printed code of this workspace.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This result does not belong to the campaign. Choose another one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This team is not here any more. Choose another.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This time has passed. Give a time in the future.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This was taken back already.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This was undone already.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This workspace has people already. Sign in as an admin to add more.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This workspace was last used by a newer version of CRM Desktop (data version {revision}). Update the program on this computer, then open it again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This workstation's own file {file} is damaged; the workspace itself is not concerned. It is kept, and a new one can be started: unsaved notes in it are lost.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Too many wrong passwords. Wait {seconds} seconds, then try again, or ask your team lead for a one-time password.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Two results have the same code. Change one of them.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Wait at least two minutes before the next try.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What was pasted is no text. Copy the cells in the spreadsheet and paste again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>You are still on a call with {name}. Give its result first.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>You can't add leads with this sign-in. Ask your team lead.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>You can't disable yourself. Ask another admin.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>You can't make calls with this sign-in. Ask an admin.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the computer's key store</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{at} is outside calling hours ({start}–{end}). The next time within them is {better}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name} is for practice. Choose the practice line.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{who} changed this lead at {at} ({what}). Nothing was overwritten: look again, then save.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{email}” is not an e-mail address. Mend it, or leave it empty.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{file}” can't be opened: it is open in another program, or you may not read it. Close it there, or copy it to your desktop and bring the copy.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{file}” can't be read ({reason}). Copy it to this computer and bring the copy.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{file}” has more cells than a list of leads may have. Copy the rows you need into a new workbook or CSV and bring that.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{file}” has no sheet called “{sheet}”.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{file}” has no sheet with anything in it. Choose a file with leads in it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{file}” holds no contact. Choose a file with leads in it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{file}” is a JSON file. Save the list as CSV or Excel (.xlsx) and bring that.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{file}” is a device, not a file. Choose a file with leads.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{file}” is a folder. Choose the file inside it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{file}” is a web page saved under a table's name. Open it in Excel or LibreOffice, save it as an Excel workbook (.xlsx) and bring that.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{file}” is an XML file. Open it in Excel or LibreOffice, save it as an Excel workbook (.xlsx) and bring that.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{file}” is damaged or only half copied. Open it in Excel or LibreOffice, save it again and bring that.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{file}” is empty. Choose a file with leads in it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{file}” is locked with a password. Open it in Excel, remove the password (File, Info, Protect Workbook), save it and bring it again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{file}” is not a list of leads: it holds data only a program can read. Save the list as CSV or Excel (.xlsx) and bring that.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{file}” is not there (any more). It may have been moved or renamed: choose it again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{file}” is {what}, not a list of leads. Save the list as CSV or Excel (.xlsx) and bring that.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{file}” is {what}. Save the list inside it as an Excel workbook (.xlsx) or CSV and bring that.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{file}” stopped answering while it was read (a USB stick or a network folder?). Copy it to this computer and bring the copy.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{file}” was changed while it was read. Close it in other programs and bring it again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{file}” would swell to a dangerous size when unpacked. Copy the rows you need into a new workbook or CSV and bring that.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{format}” can't be written. Choose csv or xlsx.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{label}” can't be {value}. Type another.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{label}” can't be “{text}”. It can be: {options}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{label}” must be between {least} and {most}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{label}” needs a date like 28/11/2026, not “{text}”.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{label}” needs a number, not “{text}”.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{name}” is not a field of a lead.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{raw}” can't be called. Mend it, or leave it out.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{raw}” has lost its last digits in a spreadsheet. Type the whole number.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{raw}” is a made-up number nobody answers. Type the real one, or leave it out.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{raw}” is not a phone number. Type its digits.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{raw}” is too long for one phone number. Type one number only.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{raw}” is too short for a phone number. Type it with its area code.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{reason}” is not a reason for a pause. Choose one of the list.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{result}” can't both end the work on a lead and ask for a call-back.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{result}” ends the work on this lead. Leave the next call empty, or choose another result.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{status}” is not a status. Choose one of the list.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{value}” can't be chosen for “{label}”. It can be: {choices}.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>labels</name>
        <message>
            <source>Added</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Address</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>All tries used</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Already bought</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Amount</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Appearance</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Belongs to someone else</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Birthday</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Busy</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Call</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Call back</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Call-back closed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Call-back handed over</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Call-back moved</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Call-back promised</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Calls a day to aim for</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Changed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>City</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Closed with a final result</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Company</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Country</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Created</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Days an import can be undone</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Do not call</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>E-mail</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>First name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Folder for the daily backup</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Further e-mails</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Gender</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Given to someone</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Hide phone numbers from telecallers</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>How calls are made</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Imported</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Interested</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Is {hour} in the morning or in the evening? Type {hour}am or {hour}pm.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It is outside calling hours there ({start}–{end}). Call from {until} on.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Keep my name on this computer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Kind of the next phone</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Language</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Last name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Last result</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leave out</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Lock after minutes without a key</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Looks like a double</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Lunch</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Meeting</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Merged</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Middle name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Next call: date</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Next call: time</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No answer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No number that can be called</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nobody here is called so; left without an owner</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Not interested</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Not the right time</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Note</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing in this row is in a column that is used</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Number shown</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>On another screen</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only a team lead or an admin can give leads to someone. Ask your team lead.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only a team lead or an admin can import leads. Ask your team lead.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only a team lead or an admin can merge leads. Ask your team lead.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only a team lead or an admin can see the people. Ask your team lead.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only a team lead or an admin can set one-time passwords. Ask your team lead.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only a team lead or an admin can share a view. Save it for yourself instead.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only an admin can add, change or disable people. Ask an admin.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only an admin can change campaigns. Ask an admin.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only an admin can change the workspace's settings. Ask an admin.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only an admin can delete leads. Ask an admin.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only an admin can export leads. Ask an admin.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only an admin can lift a do-not-call. Ask an admin.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only an admin can make or restore a backup. Ask an admin.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only an admin can read the audit. Ask an admin.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Other</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Outside their calling hours</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Owner</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>PIN code</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Phone</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Phones</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Postal code</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Power</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Promised by someone else</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Promised for later</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Several people here are called so; left without an owner</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show keys on buttons</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Size of everything in percent</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Skipped</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Skipped for a while</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sold</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Someone else knows them</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Source</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>State</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Status</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Switched off</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Tags</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Tea</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>That may be a date or a span. Type one time, such as 4pm, or 5 Dec.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The person at this number asked not to be called. It is never dialled again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The phone number is made up</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The phone number is made up, and there is no name with an e-mail to know the person by</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The phone number is too long</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The phone number is too long, and there is no name with an e-mail to know the person by</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The phone number is too short</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The phone number is too short, and there is no name with an e-mail to know the person by</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The row has more cells than there are headings; these were left out</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The spreadsheet has cut digits off the phone number</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The spreadsheet has cut digits off the phone number, and there is no name with an e-mail to know the person by</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The text was cut at 500 characters</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Their number was dialled a moment ago</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no phone number</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no phone number, and no name with an e-mail to know the person by</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no phone number, and there is no name with an e-mail to know the person by</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no such date. Type day/month, such as 25/11.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no such phone number</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no such phone number, and there is no name with an e-mail to know the person by</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>These call-backs are not yours to see. Ask your team lead.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This date is not understood</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This is no e-mail address</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This is no phone number</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This is no phone number, and there is no name with an e-mail to know the person by</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This language is not known; kept as a note</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This lead has no number that can be called. Add one, then call.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This lead is not yours to change. Ask your team lead.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This lead is not yours to see. Ask your team lead.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This number is hidden from your role. You can still call it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This number was dialled a moment ago. Wait until {until}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This number was dialled {max_per_day} times today, as often as allowed. Call from {until} on.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This number was dialled {max_per_phone} times, as often as allowed. Use another number.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This result is not known; kept as a note</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This status is not known; kept as a note</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This time is not understood</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This time was not understood. Type for example kal 4 baje, shaam 6, or 25/11 15:30.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Time zone</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Today is {name}. Type aaj with a time, or the date.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Tried often enough today</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Waiting for their next try</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Washroom</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Wrong number</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>You can't add leads with this sign-in. Ask your team lead.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>You can't make calls with this sign-in. Ask an admin.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>gender</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>language</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>owner</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>result</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>source</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>status</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{date} has passed. Type the year too if you mean next year.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>pages</name>
        <message>
            <source>Call-backs</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Calling</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leads</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>People</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Settings</source>
            <translation type="unfinished" />
        </message>
    </context>
</TS>
