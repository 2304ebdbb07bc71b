<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
    <context>
        <name />
        <message>
            <source>CallbackPaper</source>
            <comment>Call-backs of {person}, {day}</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>CallbackPaper</source>
            <comment>Number</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>CallbackPaper</source>
            <comment>Result</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>CallbackPaper</source>
            <comment>What was said</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>CallbackPaper</source>
            <comment>When</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>CallbackPaper</source>
            <comment>Who</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>CallbackPaper</source>
            <comment>{office}, printed on {when}</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>ExportPopover</source>
            <comment>Export the leads of this view</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>ExportPopover</source>
            <comment>Kept in the audit with your name.</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>ExportPopover</source>
            <comment>Why do you need them?</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>ManyPanel</source>
            <comment>Stopped: what is taken back so far stays so. Undo goes on with the rest.</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>ManyPanel</source>
            <comment>Stopped: {done} of {found} leads are done and stay so.</comment>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>ManyPanel</source>
            <comment>{count} double(s) merged</comment>
            <translation>
                <numerusform>ManyPanel</numerusform>
                <numerusform>ManyPanel</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>ManyPanel</source>
            <comment>{count} lead(s) changed</comment>
            <translation>
                <numerusform>ManyPanel</numerusform>
                <numerusform>ManyPanel</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>ManyPanel</source>
            <comment>{count} lead(s) deleted</comment>
            <translation>
                <numerusform>ManyPanel</numerusform>
                <numerusform>ManyPanel</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>ManyPanel</source>
            <comment>{count} lead(s) handed out</comment>
            <translation>
                <numerusform>ManyPanel</numerusform>
                <numerusform>ManyPanel</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>ManyPanel</source>
            <comment>{count} lead(s) keep what was done with them since.</comment>
            <translation>
                <numerusform>ManyPanel</numerusform>
                <numerusform>ManyPanel</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>ManyPanel</source>
            <comment>{count} lead(s) set back.</comment>
            <translation>
                <numerusform>ManyPanel</numerusform>
                <numerusform>ManyPanel</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>ManyPanel</source>
            <comment>{count} lead(s) stay: somebody worked on them since.</comment>
            <translation>
                <numerusform>ManyPanel</numerusform>
                <numerusform>ManyPanel</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>ManyPanel</source>
            <comment>{count} lead(s) were erased since.</comment>
            <translation>
                <numerusform>ManyPanel</numerusform>
                <numerusform>ManyPanel</numerusform>
            </translation>
        </message>
        <message>
            <source>Narrowing</source>
            <comment>Choose other days or another report, or take away what it is kept to (K).</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Narrowing</source>
            <comment>Choose other days or another report.</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Narrowing</source>
            <comment>Nothing on these days</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Narrowing</source>
            <comment>Nothing to show here</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>PaperCodes</source>
            <comment>Codes for signing in</comment>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>PaperCodes</source>
            <comment>Each works once, in place of the digits of your authenticator. Keep them where nobody finds your password.</comment>
            <translation>
                <numerusform>PaperCodes</numerusform>
                <numerusform>PaperCodes</numerusform>
            </translation>
        </message>
        <message>
            <source>PersonPaper</source>
            <comment>What we keep of you</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>PersonPaper</source>
            <comment>{name}, written on {day} by {office}</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Receipt</source>
            <comment>Said</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Receipt</source>
            <comment>To take any of it back, tell us</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Receipt</source>
            <comment>What for</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Receipt</source>
            <comment>What shows it</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Receipt</source>
            <comment>What you agreed to and refused</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Receipt</source>
            <comment>When</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Receipt</source>
            <comment>Who else gets data of you</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Receipt</source>
            <comment>{name}, written on {day} by {office}</comment>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>RecoverySheet</source>
            <comment>It opens this workspace and its backups on another computer, and sets a new password for the admin. Whoever has this page and a backup can read everything: keep it where you keep the office’s papers, not beside the computer.</comment>
            <translation>
                <numerusform>RecoverySheet</numerusform>
                <numerusform>RecoverySheet</numerusform>
            </translation>
        </message>
        <message>
            <source>RecoverySheet</source>
            <comment>Recovery code</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>RecoverySheet</source>
            <comment>{office}, made on {day}</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>TakersPart</source>
            <comment>{has} waiting</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>TakersPart</source>
            <comment>{has} waiting + {gets}</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>TakersPart</source>
            <comment>{has} waiting · not here today</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>calling</source>
            <comment>Another of the lead’s numbers</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>calling</source>
            <comment>Answer {place}</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>calling</source>
            <comment>Answered</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>calling</source>
            <comment>Appointment</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>calling</source>
            <comment>Back</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>calling</source>
            <comment>Break</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>calling</source>
            <comment>Bring leads in</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>calling</source>
            <comment>Call later</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>calling</source>
            <comment>Call-back</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>calling</source>
            <comment>Calling</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>calling</source>
            <comment>Consent</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>calling</source>
            <comment>Copy the number</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>calling</source>
            <comment>Dial now</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>calling</source>
            <comment>Do not call</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>calling</source>
            <comment>Edit lead</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>calling</source>
            <comment>End call</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>calling</source>
            <comment>Go on calling</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>calling</source>
            <comment>History</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>calling</source>
            <comment>Hold: dial nothing by itself, or go on</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>calling</source>
            <comment>In the call</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>calling</source>
            <comment>Lead</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>calling</source>
            <comment>Leave the note</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>calling</source>
            <comment>Look again</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>calling</source>
            <comment>Next field</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>calling</source>
            <comment>Next step of the script</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>calling</source>
            <comment>Not them</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>calling</source>
            <comment>Not them: take the call off this lead</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>calling</source>
            <comment>Note</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>calling</source>
            <comment>One of the answers</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>calling</source>
            <comment>One of the ready times</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>calling</source>
            <comment>One of the times meant</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>calling</source>
            <comment>Other number</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>calling</source>
            <comment>Other number, place {place}</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>calling</source>
            <comment>Promise and next</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>calling</source>
            <comment>QR code</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>calling</source>
            <comment>QR code to dial by</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>calling</source>
            <comment>Questions in place</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>calling</source>
            <comment>Ready time {place}</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>calling</source>
            <comment>Save and next</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>calling</source>
            <comment>Send details</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>calling</source>
            <comment>Show the number</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>calling</source>
            <comment>Skip</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>calling</source>
            <comment>Someone called</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>calling</source>
            <comment>Step of the script before</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>calling</source>
            <comment>Switch to the other campaign</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>calling</source>
            <comment>Take the marked result</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>calling</source>
            <comment>The lead</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>calling</source>
            <comment>Their data</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>calling</source>
            <comment>They ask about their data</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>calling</source>
            <comment>They say no</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>calling</source>
            <comment>Time meant, place {place}</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>calling</source>
            <comment>Wait, or leave the note</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>calling</source>
            <comment>WhatsApp</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>incidents</source>
            <comment>Known since {when}</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>incidents</source>
            <comment>Notice of an incident with personal data</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>letters</source>
            <comment>Dear {name},</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>letters</source>
            <comment>Grievance officer: {name}</comment>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>AboutPart</name>
        <message>
            <source>CRM Desktop</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Everything stays on your own computers. Nothing is sent anywhere.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Licence</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Look everything through</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Look now</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Looking everything through</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reads every page of the store, follows the audit and looks at backup, disk and key.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Version</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>AcceptCard</name>
        <message>
            <source>Before you go on</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Go on</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>I accept: {title}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Read this once; it is asked again when it changes.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sign out</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Tick what you accept, then go on.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What is accepted</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>AccountPart</name>
        <message numerus="yes">
            <source>%n call-back(s)</source>
            <translation>
                <numerusform>%n call-back</numerusform>
                <numerusform>%n call-backs</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n lead(s)</source>
            <translation>
                <numerusform>%n lead</numerusform>
                <numerusform>%n leads</numerusform>
            </translation>
        </message>
        <message>
            <source>An admin deletes accounts; others ask for it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Ask an admin to delete it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Delete my account</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>I stay</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open leads and call-backs of who leaves</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open work</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Promised call-backs that stay are made by whoever is there, as those of the absent are.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Type your sign-in name to go on</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>When somebody leaves the office</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Who asks stands on the page People.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Who decides</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>You asked for it on {day}. An admin decides.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Your sign-in, your name, your second factor and your own settings go, here and at the server. Your calls and results stay under a neutral name such as “Former telecaller 3”, and so does the log: the law keeps both for a year. It can’t be undone.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>go to the team’s lead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>stay under the neutral name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{leads} and {promises} of yours go to {name}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{leads} and {promises} of yours stay; colleagues keep the promises.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ActsBar</name>
        <message>
            <source>Back</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>More</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What you can do</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>AdvancedSection</name>
        <message>
            <source>By</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No version yet</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Rules become a version each time they are saved. Look at one; take it again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Saved</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Take this version again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Versions of the rules</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>AgePanel</name>
        <message>
            <source>Age</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Age of {name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>How they are reached</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>How they showed it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Mother, guardian …</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Saved: {age}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What they are to them</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Which paper, seen by whom</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Who speaks for them</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the customer</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Announcement</name>
        <message>
            <source>Say first</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say first:</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Answering</name>
        <message>
            <source>Letter saved: {name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save the letter</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Where everything we have of them is written</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Writing out everything we have</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>AppearancePart</name>
        <message>
            <source>Also Ctrl + and Ctrl -.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Appearance</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>As the system</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Dark</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Keys</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Language</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Light</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show keys on buttons</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Size</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Size of everything</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Takes hold at the next sign-in; yours on any computer.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The language changes at the next sign-in</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Theme</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>AppointmentCard</name>
        <message>
            <source>Appointment</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Call</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cancel it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Change</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Did not take place</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open the lead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save the calendar file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Took place</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What was agreed</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>AppointmentDesk</name>
        <message>
            <source>Save the calendar file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name} has the invitation? Send its cancellation.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name}: the appointment did not take place</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name}: the appointment is cancelled</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name}: the appointment took place</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>AskBox</name>
        <message>
            <source>Cancel</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Asking</name>
        <message>
            <source>{name}: closed without a call</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name}: handed over to {person}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name}: moved to {when}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>AskingCode</name>
        <message>
            <source>Back</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Type the six digits that your authenticator shows.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>AssignPopover</name>
        <message>
            <source>Give</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Give to someone</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nobody: whoever calls next</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>To whom</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>AwayPage</name>
        <message>
            <source>Go to calling</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It opens by itself when the server is back.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It opens by itself when the server is back. Calls go on: they are kept here till then.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This page needs the team’s server</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>BackupDrop</name>
        <message>
            <source>Backup file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Backups (*.crmbackup);;All files (*)</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>BackupPart</name>
        <message>
            <source>A copy of everything</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Back up now…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Back up to</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Backed up and checked: {name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Backing up</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Backups (*.crmbackup)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Backups go there from now on</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Bringing a backup back</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose a folder…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose “Restore a backup” and the file. On another computer it asks for the recovery code.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Close the program on every computer that uses this workspace.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Daily backup</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Folder</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Folder for the daily backup</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Last backup</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Last good one</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Made by itself once a day, encrypted, and read back to see that it is whole.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Start it, choose “Other workspace”, then make a new workspace in an empty folder.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Test a restore</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Testing the restore</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The backup can be restored</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The folder is on the same disk as the workspace. Choose one on another disk or a stick.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The keys of attached documents lie in a .crmkeys file beside the backup. Keep both, and delete such a file made by hand within 30 days, so that erased stays erased.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Your team’s server makes its own backups; whoever looks after it arranges them. Here everything can be copied into one encrypted file besides.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>no restore was tested yet</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>none yet</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{made}; its restore was tested {when}, {rows} rows</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Banner</name>
        <message>
            <source>Close</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>BarsPanel</name>
        <message>
            <source>Score by week</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Basics</name>
        <message numerus="yes">
            <source>%n success(es) so far</source>
            <translation>
                <numerusform>%n success(es) so far</numerusform>
                <numerusform>%n success(es) so far</numerusform>
            </translation>
        </message>
        <message>
            <source>A client’s leads</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Agreement</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Client</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>End</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>For whom</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Its number or date.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Kind of call</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Last day of the agreement</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Own leads</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Purposes of your own are set in the settings, Purposes.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Target</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Target: successes in all</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The agreement ends on</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Their data at its end</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What for</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What it is</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Who works on it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Whose leads</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>none</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{progress} reached so far</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>BoardPage</name>
        <message>
            <source>Calls to review</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Contested rows to rule on</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>End the caller’s forgotten break</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Hand out leads</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Here {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Move the caller to another campaign</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Not live:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Send a note to the caller</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Team</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Team today {calls} calls</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Team today {calls} of {target} calls</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The board on the wall</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The team’s last week against the week before</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Who promised calls and didn’t make them</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Why the campaign isn’t dialling</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>on leave {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name}’s break is ended, and they are told</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Booker</name>
        <message>
            <source>About</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Appointment</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Appointment with {name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>At that time you have: {appointments}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>At that time {name} has: {appointments}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Back</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Book</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Booked for {name}: {what}, {when}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Booked: {what}, {when}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Change</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Change the appointment with {name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Changed: {what}, {when}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose one by Alt and its number.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Close</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>For me</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>For {name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>How long</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Lasts {time}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Place</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save the calendar file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say what the appointment is about.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stays on {when}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This time was not understood. Type for example kal 4 baje.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Visit, test drive, meeting …</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>When? In your words</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Where you meet; may stay empty</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Whose appointment</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the customer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name}: appointment changed to {when}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>BreakWatcher</name>
        <message>
            <source>Go to my break</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Your break is over</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Your break is over:</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>{reason} may take %n minute(s), and began at {time}.</source>
            <translation>
                <numerusform>{reason} may take %n minute, and began at {time}.</numerusform>
                <numerusform>{reason} may take %n minutes, and began at {time}.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>BringingCard</name>
        <message>
            <source>Archive</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Bringing the archive back</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Every row is read and compared. Until that is done nothing changes.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>BringingPanel</name>
        <message>
            <source>Archive</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Bring back an archive</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Bring it back</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose the archive…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Code of your authenticator, if you have one</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Into a workspace that is still empty, on this computer or another. Every row is compared; everybody else gets a one-time password, and who was erased stays away. A script does it with import-archive FILE.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Office</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Passphrase of the archive, if it has one</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Type your password; you sign in with it afterwards too.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Written</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Your password here</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>BroughtCard</name>
        <message>
            <source>Copied</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copy all</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Documents</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Every row is as it was.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>One-time passwords are shown only now, and work for two days.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Rows</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sign in</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The archive is back</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Workspace</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>CallFacts</name>
        <message>
            <source>History</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>History of the lead</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>CallHero</name>
        <message>
            <source>Answered</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Calling</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Dial now</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Dials by itself in</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>End call</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Every lead is finished or held back.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Go on calling</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No lead waits on your screen meanwhile.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing to dial</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing to dial until {when}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Paused for everyone</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Take a break</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The next lead appears by itself and a soft sound tells you.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Then a result is given</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Wait</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Welcome</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>You stay ready. The next lead appears by itself.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>answered {at}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>of {minutes} min</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>since the call ended</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>since you dialled</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>since {at}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>until the next lead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{over} above the {minutes} min</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>CallbackActs</name>
        <message>
            <source>Appointment</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Be quiet about it for 5, 10 or 30 minutes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Book an appointment</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Call</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Call-back</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cancel the appointment</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose a day</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Days</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Did not take place</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Done without a call</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Hand over</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Move</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open the lead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open without next step</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Print today’s call-backs</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>Quiet for %n minute(s)</source>
            <translation>
                <numerusform>Quiet for %n minute</numerusform>
                <numerusform>Quiet for %n minutes</numerusform>
            </translation>
        </message>
        <message>
            <source>Ready choice {number}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save the calendar file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Time meant, place {number}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Today</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Today’s call-backs as a PDF</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>CallbackCard</name>
        <message numerus="yes">
            <source>%n min</source>
            <translation>
                <numerusform>%n min</numerusform>
                <numerusform>%n min</numerusform>
            </translation>
        </message>
        <message>
            <source>Be quiet about it for</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Call</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Call-back</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Call-back of {time}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose one in the list.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Done without a call</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Hand over</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Move</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>Moved %n time(s).</source>
            <translation>
                <numerusform>Moved %n time.</numerusform>
                <numerusform>Moved %n times.</numerusform>
            </translation>
        </message>
        <message>
            <source>No call-back chosen</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No number of this lead can be called.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open the lead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Rang us at {time}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reminder of {time}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There it is {time} then ({zone}).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What was said</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>CallbackModel</name>
        <message>
            <source>Lead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Phone</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Promised for</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>State</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What was said</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>until {time}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>CallbackPaper</name>
        <message>
            <source>Appointment until {time}: {what}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>CallbackWatcher</name>
        <message numerus="yes">
            <source>%n call-back(s) are due, the first since {when}.</source>
            <translation>
                <numerusform>%n call-back are due, the first since {when}.</numerusform>
                <numerusform>%n call-backs are due, the first since {when}.</numerusform>
            </translation>
        </message>
        <message>
            <source>Call now</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Call-back due</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Due at {time}:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Due now:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>In 10 min</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name} rang and was not answered</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name}, a date comes up: {about}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name}, promised by you</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name}, promised for {time} by you</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>CallbacksPage</name>
        <message numerus="yes">
            <source>%n open lead(s) without a next step</source>
            <translation>
                <numerusform>%n open lead without a next step</numerusform>
                <numerusform>%n open leads without a next step</numerusform>
            </translation>
        </message>
        <message>
            <source>Appointments</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>As a PDF</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Call-back</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Call-backs</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Coming</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Did they take place?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Done today</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Give the result “Call back” after a call to promise one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Later</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>List</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>List of call-backs</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>List or call-back</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Looking …</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No call-backs</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Overdue</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Print</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Print today’s call-backs</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The call-backs could not be read</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Today</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Today’s call-backs as a PDF in your documents</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Try again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Without the server: what is due within four hours is kept here.</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>{name}: quiet for %n minute(s)</source>
            <translation>
                <numerusform>{name}: quiet for %n minute</numerusform>
                <numerusform>{name}: quiet for %n minutes</numerusform>
            </translation>
        </message>
        <message>
            <source>{} coming</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} more today</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} overdue</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>CallerDesk</name>
        <message>
            <source>Called us</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Everywhere</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Log an earlier call</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Someone called</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>CallerList</name>
        <message>
            <source>Who may have called</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>CallerPanel</name>
        <message>
            <source>Add the lead, enter the call</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Add the lead, note the missed call</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Add the lead, the call is on</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Earlier call</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Forwarded from</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Four digits are enough. Whole numbers find other people's leads too, counted.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Last digits, whole number or name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Line</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Missed call</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>More leads end so. Type one more digit.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>New lead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No server: only leads kept on this computer are found.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nobody found. Enter adds a new lead.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Not among the leads kept here. Enter notes name and number for the server.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Our line or number they rang</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Someone called</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The call is on</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>Type %n more digit(s).</source>
            <translation>
                <numerusform>Type %n more digit.</numerusform>
                <numerusform>Type %n more digits.</numerusform>
            </translation>
        </message>
        <message>
            <source>Who called: last digits, whole number or name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>With whom was the call? Four digits or two letters are enough.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>You are on a call: a missed call can be noted meanwhile.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>CallingPage</name>
        <message>
            <source>Bring leads in</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Bring your Excel file to begin: names, numbers, and whatever else it holds.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Bringing your list of leads to call</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Call-backs that become due meanwhile are shown here.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Calling</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Calling is not possible now</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Enjoy your break</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Look again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No leads yet</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Your team lead brings them in. They appear here by themselves.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>CallingPart</name>
        <message>
            <source>By hand: dial on any phone, then give the result. The practice line rings nobody.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Calls are made</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Holds from the next lead on</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>How calls are made</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>How calls are made on this computer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>In a note, type the abbreviation and a blank. One a line: abbreviation, blank, text.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>My streak: days in a row on which I reached the day’s targets</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Ready remarks</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The team’s goal</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This line needs a new abbreviation (up to 12 letters), a blank and a text: {line}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What My day shows</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>CampaignActs</name>
        <message>
            <source>Back to the list</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Campaigns</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copy the campaign</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Hand out its leads</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Its leads</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Make the campaign</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>New campaign</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Pause for all, or go on</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save the campaign</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Section {place}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sections of the campaign</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Switch off or on</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Why isn’t it dialling?</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>CampaignHead</name>
        <message>
            <source>Copy</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Delete them</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Go on for everyone</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Its leads</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Pause for everyone</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Paused for everyone since {when}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Return as a file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Switch off</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Switch on</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>CampaignLine</name>
        <message>
            <source>Leads of the campaign</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{now} now, {later} later by themselves, {blocked} blocked, {all} in all</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>CampaignList</name>
        <message>
            <source>A campaign says whom your people call, when, and what they say.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Campaign</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Campaigns</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>For</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>New</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>New campaign</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No campaign yet</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>State</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Successes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Who</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>CampaignsPage</name>
        <message>
            <source>Advanced</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Called {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Calling</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Campaign</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Hours</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Paused {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Results</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Rules</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sections of the campaign</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Someone else changed the same values meanwhile. Yours stand here; saving writes over theirs.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Someone else changed this campaign meanwhile. What you typed is kept; look, then save.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Why isn’t it dialling?</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>CampaignsPart</name>
        <message>
            <source>Being counted</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Campaigns</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No campaign yet: make one on the page Campaigns.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Why the chosen campaign isn’t dialling</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Why?</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>CancelBox</name>
        <message>
            <source>Back</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cancel it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cancel the appointment?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Why it is cancelled</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Why, in a few words; may stay empty</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>CardHead</name>
        <message>
            <source>Asked not to be called.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Call</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Called first</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Called last</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copy the number</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Every number is marked as wrong. Press E to mend it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Next lead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No phone yet. Press E to add one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Previous lead</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>CardsPanel</name>
        <message>
            <source> % to pass</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Add a question</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Add what a good call has: asked with yes or no, or from 1 to 5.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Back to the list</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Begin with those questions</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Campaign</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Every campaign without its own</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Its calls are reviewed by the card for every campaign without its own.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No card yet: yes is all of a question’s points, n of 5 is (n − 1) ÷ 4.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No questions yet</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Pass mark</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save as a new version</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Saved as a new version</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Scorecards</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Take this card away</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Taken away; its reviews stay</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This campaign has no card of its own</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Version {number}, by {name}, {when}. A review keeps the version it was made with.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>CertificatePaper</name>
        <message>
            <source>Asked for</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Certificate of erasure</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Closed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Done by</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Erased</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Every table was searched for numbers and e-mails nobody else has: nothing was found.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Found in others’ own records: {places}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Grievance officer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Keeps from coming back</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Key</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Keyed hashes: {count}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Not called any more from</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Not yet: these workstations haven’t confirmed that they keep nothing.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Number</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>People</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Searched afterwards</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Signature</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Until {day}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Verified</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What stays, and why</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What was erased</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>let go {when}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>retired {when}: {why}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>waited for; last seen {when}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{count}; the ids of their records stand in the file beside this page</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{pages} pages of the file, free ones too: {found} found</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ChangeBox</name>
        <message>
            <source>Amount</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Change the sale</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Note</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Product</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reference number</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save</source>
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
        <name>ChoiceBar</name>
        <message>
            <source>Call first or last</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose all {count}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose none</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Days</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Everybody</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>From</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Give to someone</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Hand out or change</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Keep to…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Report</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>To</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What a row stands for</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Whose</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>{count} lead(s) chosen</source>
            <translation>
                <numerusform>{count} lead chosen</numerusform>
                <numerusform>{count} leads chosen</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ChooseCard</name>
        <message>
            <source>A folder for the new workspace</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Back</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Each office or client can have its own, apart from the others.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Make a new workspace…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open a folder…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Other workspace</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The workspace’s folder</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is a workspace in this folder already. Open it, or take another.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ClaimsPanel</name>
        <message>
            <source>About</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Back to the report</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>By</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Claim</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Contested rows</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing is contested</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Person</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Rule on it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Ruled</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Ruling</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>When</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Whoever finds a call, a sale or a time counted wrongly opens its row and contests it; a sale that stands under another’s name by the own call with that lead.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>waits</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>CoachingActs</name>
        <message>
            <source>Answer the question</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Answer the review</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Back to the list</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Coaching</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>History of the lead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It was talked over</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Keep what was changed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open the call or the review</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Publish, or save what is asked</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Scorecards</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Talk it over at another time</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>To do, or published reviews</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Which calls are drawn</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Withdraw the review</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>CoachingCard</name>
        <message>
            <source>Another time</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Answer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Review</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Talked over</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Withdraw</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>CoachingModel</name>
        <message>
            <source>Begun</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Call</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Drawn to be reviewed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Lead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Length</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Published</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Result</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>To be talked over</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Whose call</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Withdrawn</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{result} · answered</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>CoachingPage</name>
        <message>
            <source>A scorecard says what a call is reviewed by. Make one first.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Calls and reviews</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose a call in the list and press Enter. That you opened it is kept.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose a review in the list and press Enter.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Dropped</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Everything is reviewed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Its campaign has none, and there is none for all others. Make one first.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Kept as a draft</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>List</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>List of calls and reviews</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>List or review</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Looking …</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Make a scorecard</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No calls are drawn</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No review yet</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No scorecard for this call</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No scorecard yet</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing opened</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing published yet</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Published</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Published reviews stand here.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Published. {name} is told</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Review</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say how many calls a week are drawn, or review a call from a report’s rows.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Scorecards</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The next calls are drawn when this week is over.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is nothing to show</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>To do</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What is shown</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>When one of your calls was reviewed you are told, read it here and can answer it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Which calls are drawn</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>{} call(s) to review</source>
            <translation>
                <numerusform>{} call to review</numerusform>
                <numerusform>{} calls to review</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{} talk(s) to hold</source>
            <translation>
                <numerusform>{} talk to hold</numerusform>
                <numerusform>{} talks to hold</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>CodeCard</name>
        <message>
            <source>Code of your authenticator</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>One more code</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sign in</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Signing in…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Six digits, or one of your codes on paper.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ColumnsPopover</name>
        <message>
            <source>Columns</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Drag a heading to move its column.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ColumnsStep</name>
        <message numerus="yes">
            <source>%n answered</source>
            <translation>
                <numerusform>%n answered</numerusform>
                <numerusform>%n answered</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n question(s)</source>
            <translation>
                <numerusform>%n question</numerusform>
                <numerusform>%n questions</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n recognised</source>
            <translation>
                <numerusform>%n recognised</numerusform>
                <numerusform>%n recognised</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n to decide</source>
            <translation>
                <numerusform>%n to decide</numerusform>
                <numerusform>%n to decide</numerusform>
            </translation>
        </message>
        <message>
            <source>All of the first rows are understood.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Back to the rows</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Check that each column is understood</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Columns</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Columns and what will happen</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>Hide %n empty column(s)</source>
            <translation>
                <numerusform>Hide %n empty column</numerusform>
                <numerusform>Hide %n empty columns</numerusform>
            </translation>
        </message>
        <message>
            <source>No rows with a question</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Rows with a question only</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>Show %n empty column(s)</source>
            <translation>
                <numerusform>Show %n empty column</numerusform>
                <numerusform>Show %n empty columns</numerusform>
            </translation>
        </message>
        <message>
            <source>The first rows</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What do these words mean?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What will happen and where they go</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What will happen, and where they go</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ComeAgainPanel</name>
        <message>
            <source>A number or e-mail of somebody erased is refused by hand, in imports and at every dial. Where they ask anew themselves, or the operator gave the number to someone else, it is let in again: in your name, dated, with what shows it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Its file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Let them come again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name, where a family shares the number</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Number or e-mail</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sealed for them alone; it stands on their card once they are a lead again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Somebody comes again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Such as their message or the operator’s letter; without name or number.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>They may come again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What shows it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Why</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Why they may come again</source>
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
        <name>ConflictBox</name>
        <message>
            <source>Look again</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Consent</name>
        <message>
            <source>Age: {age}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Agreed: {what}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Said no to calls</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Said no to some of it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Said no: {what}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Under 18</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name} said no: {what}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ConsentPanel</name>
        <message>
            <source>Add the file to what they agreed before</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Added: {name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose first what they agree to; nothing is chosen for them.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Consent</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Consent of {name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Files on record</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No notice is written yet. An admin writes it in the settings, Consent.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No to everything</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No to this</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Receipt</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Receipt saved: {file}, and as JSON beside it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>They agree</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What shows it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the customer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name} agreed: {what}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name} said no: {what}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ContestPopover</name>
        <message>
            <source>Contest it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Contest this row</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Contested. Your team lead rules on it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It is kept with the row, as your claim.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say it in a sentence</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say which: product, amount or day. Your team lead finds it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What is wrong</source>
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
        <name>CountsStrip</name>
        <message>
            <source>Dialable now</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Promises late</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The team now</source>
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
        <name>DataPart</name>
        <message>
            <source>Archives (*.zip)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>At least eight letters; several words are best.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Documents</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Everything is in {name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Export everything</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Export everything to</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Export everything…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Exporting everything</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>One file with every table as CSV and JSON, all documents, and a list with counts and hashes. It is read without CRM Desktop, and can be brought back into an empty workspace. Passwords stay here.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Passphrase, if the file is to be sealed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Rows</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The passphrase again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The two are not the same.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Without one, whoever has the file can read everybody’s data. A passphrase that is lost can’t be found again. It is needed once people’s data was erased here: what keeps them away is only ever sealed.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Written</source>
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
        <name>DayList</name>
        <message>
            <source>For</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>From</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing yet</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>State</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The day begins with the sign-in.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The day in words</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>To</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Why</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>now</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>DayPanel</name>
        <message>
            <source>The day</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>DayStrip</name>
        <message numerus="yes">
            <source>%n appointment(s)</source>
            <translation>
                <numerusform>%n appointment</numerusform>
                <numerusform>%n appointments</numerusform>
            </translation>
        </message>
        <message>
            <source>Days</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Later</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No time measured today.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Over the limit</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Today, {day}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>from {time}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{count} done</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{count} overdue</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>DeleteAccountForm</name>
        <message numerus="yes">
            <source>%n call-back(s)</source>
            <translation>
                <numerusform>%n call-back</numerusform>
                <numerusform>%n call-backs</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n lead(s)</source>
            <translation>
                <numerusform>%n lead</numerusform>
                <numerusform>%n leads</numerusform>
            </translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Delete the account</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Delete the account?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open work</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say no</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sign-in, name and own settings go. What they did stays under a neutral name. It can’t be undone.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Type the sign-in name to go on</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Who gets the open work</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>stay under the neutral name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{leads} and {promises}.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>DeletedCard</name>
        <message>
            <source>Certificate</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Go on</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Its keys are destroyed, its files overwritten.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Kept by law</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The workspace is deleted</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Workspace</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{file}, until {day}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>DeletingCard</name>
        <message>
            <source>Deleting the workspace</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Keys first, then every file is overwritten. Leave the computer on.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>DeletingPart</name>
        <message>
            <source>They leave every list, queue and search; their promises and appointments are off. Reports stay as they are. For 30 days this can be undone, then they go for good. It is no erasure: calls, texts and sales stay as long as such records are kept, and an import may bring the person back. Whoever asks to be erased is erased on the card.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>DeletionPanel</name>
        <message numerus="yes">
            <source>Ask for it; it can be cancelled for %n day(s)</source>
            <translation>
                <numerusform>Ask for it; it can be cancelled for %n day</numerusform>
                <numerusform>Ask for it; it can be cancelled for %n days</numerusform>
            </translation>
        </message>
        <message>
            <source>At least eight letters; several words are best.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>By law this is kept, sealed in a file beside the certificate:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Delete everything now</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Delete the workspace</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Everything here is destroyed for everybody: leads, calls, documents, daily backups, keys. Export it first if you want to keep anything.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leave it alone</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Passphrase for what the law keeps</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Password of the server’s administrator</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sealing what the law keeps</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The passphrase again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The time to think better of it was over on {when}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The two are not the same.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The workspace can be deleted from {when} on. Until then this can be cancelled.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The workspace stays</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Type the workspace’s name to go on</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Write it down: nothing else opens that file.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{what}, until {day} ({law})</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Desk</name>
        <message numerus="yes">
            <source>%n of your call(s) are kept on this computer until the server is back. They go out as yours, also when somebody else works here.</source>
            <translation>
                <numerusform>%n of your call are kept on this computer until the server is back. They go out as yours, also when somebody else works here.</numerusform>
                <numerusform>%n of your calls are kept on this computer until the server is back. They go out as yours, also when somebody else works here.</numerusform>
            </translation>
        </message>
        <message>
            <source>Close anyway</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Encrypted on this computer.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Finish the call first.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Finish the call first; then share the workspace.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Give the call’s result first, then lock the window.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Invite a workstation</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Saving…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Settings</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Share with the team</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sign out anyway</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stay</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The call has no result yet.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The note is kept, and the next start asks for the result.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The server moved</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Unlocking…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Workspace</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Your password is changed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Your team’s server: {server}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>DetailsView</name>
        <message>
            <source>Added</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Address</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Also at this number</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>City</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Company</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Details</source>
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
            <source>Language</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Merge with another lead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Next call</source>
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
            <source>Phone {number}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Product</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Score</source>
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
            <source>Time there</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Tries</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Wrong number</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Dialling</name>
        <message>
            <source> s</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>After a countdown</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>After a result the next lead is dialled by itself; the caller can hold it with a key.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>After the call</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>As long as it takes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>By key</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose a result</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Countdown to dial</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Dialling</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Filled in for each lead: {places}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>One after the other</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only results that ask for nothing can be given by themselves.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Recording announcement</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Script</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Seconds</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Seconds after the call</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Shown as soon as the call connects, to be read out. Empty: calls are not recorded.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>So many seconds</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The caller sees them run. While a field that is needed is typed, they wait.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The lead is shown and dialled after the countdown; Esc stops it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The lead is shown; the caller dials.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Then this result is given</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Time</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Time after the call</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Way to dial</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What is said</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“One after the other” needs a way to dial that tells when a call has ended; none on this computer does.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>DoneBox</name>
        <message>
            <source>Close it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>In a few words</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Met in person</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say why the call-back is not needed any more.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Settled by message</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>They called us</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Why is no call needed?</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>DonePanel</name>
        <message numerus="yes">
            <source>%n new lead(s) in {campaign}</source>
            <translation>
                <numerusform>%n new lead in {campaign}</numerusform>
                <numerusform>%n new leads in {campaign}</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n of these row(s) came more than once in the file.</source>
            <translation>
                <numerusform>%n of these row came more than once in the file.</numerusform>
                <numerusform>%n of these rows came more than once in the file.</numerusform>
            </translation>
        </message>
        <message>
            <source>Created</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Done</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nobody is new: every row is here already</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nobody is new: the other rows were refused</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nobody was brought in: every row was refused</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open the folder</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Refused</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Rows read</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Skipped</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This import was taken back</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Updated</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What became of the rows</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>DropVeil</name>
        <message>
            <source>Drop the file to import it</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>DropZone</name>
        <message>
            <source>Choose a file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Drop a file anywhere on this window</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Excel, CSV, LibreOffice, or an address book (.vcf) from a phone or Google.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Paste cells</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>DuplicatesStep</name>
        <message>
            <source>Duplicates</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Duplicates and what will happen</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>For families: two people with one number stay two leads.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>In this file: none of the first rows is here already.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>In this file: row {row}, {who}, is here already or came earlier in it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>One number is one lead, whatever name the row gives.</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>Repeated inside this file: %n row(s).</source>
            <translation>
                <numerusform>Repeated inside this file: %n row.</numerusform>
                <numerusform>Repeated inside this file: %n rows.</numerusform>
            </translation>
        </message>
        <message>
            <source>The same lead is one with</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What will happen</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>When a lead is here already</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the same phone</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the same phone and name</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>EarlierPanel</name>
        <message>
            <source>Cancel</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose how the call ended.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose the result</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Earlier call</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Earlier call with {name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Enter the call</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>How long? Minutes, if you know</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Next call, if you promised one</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Note</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Result</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>They called us</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>They called, missed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Type minutes, such as 3 or 3:20, or leave it empty.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>We called them</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>When was it? In your words</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Who called</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>aaj 11 baje</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>kal 4 baje</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>EndingWatch</name>
        <message>
            <source>Open the campaign</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Endings</name>
        <message>
            <source>The agreement ended on {day}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The agreement ends on {day}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>agreed: delete them</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>agreed: return them</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{told}, {count} of them for this campaign alone</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>EntranceCard</name>
        <message>
            <source>Working</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>EntranceFlow</name>
        <message numerus="yes">
            <source>%n document(s) can’t be opened: no file of keys lay there.</source>
            <translation>
                <numerusform>%n document can’t be opened: no file of keys lay there.</numerusform>
                <numerusform>%n documents can’t be opened: no file of keys lay there.</numerusform>
            </translation>
        </message>
        <message>
            <source>Encrypted on this computer.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Everything stays on this computer, encrypted.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Getting everything ready…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Joining…</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>Last backup %n day(s) ago, tested.</source>
            <translation>
                <numerusform>Last backup %n day ago, tested.</numerusform>
                <numerusform>Last backup %n days ago, tested.</numerusform>
            </translation>
        </message>
        <message>
            <source>Last backup today {clock}, tested.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Last backup yesterday {clock}, tested.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No backup yet.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Opening…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Restoring…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Saving…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sharing</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Signing in…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The new password is set. Sign in with it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Your team’s server: {server}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>EntranceView</name>
        <message>
            <source>CRM Desktop</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>EraseDesk</name>
        <message>
            <source>Save the certificate</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Saved: {file}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>EraseManyPanel</name>
        <message>
            <source>Counting what would go …</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>Erase all {count} lead(s) of this view for good</source>
            <translation>
                <numerusform>Erase all {count} lead of this view for good</numerusform>
                <numerusform>Erase all {count} leads of this view for good</numerusform>
            </translation>
        </message>
        <message>
            <source>Erase them</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Erase these people for good</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>Erase {count} chosen lead(s) for good</source>
            <translation>
                <numerusform>Erase {count} chosen lead for good</numerusform>
                <numerusform>Erase {count} chosen leads for good</numerusform>
            </translation>
        </message>
        <message>
            <source>From now on nobody calls, writes to or exports them. Their data goes after 24 hours; until then any admin can cancel it under Settings, Erased people. Then it is for good.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>How many people are erased?</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>Of {count} a legal hold wants something kept: that is sealed too.</source>
            <translation>
                <numerusform>Of {count} a legal hold wants something kept: that is sealed too.</numerusform>
                <numerusform>Of {count} a legal hold wants something kept: that is sealed too.</numerusform>
            </translation>
        </message>
        <message>
            <source>Of {count} the least is sealed, as the law asks, until {day} at the latest.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say why; it stays in the certificate.</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>Somebody speaks with {count} of them now: end that first.</source>
            <translation>
                <numerusform>Somebody speaks with {count} of them now: end that first.</numerusform>
                <numerusform>Somebody speaks with {count} of them now: end that first.</numerusform>
            </translation>
        </message>
        <message>
            <source>Taking them out of every queue</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Type {count}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Type {count} to erase them.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Why? It stays in the certificate: name nobody in it.</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>with {count} record(s) of them</source>
            <translation>
                <numerusform>with {count} record of them</numerusform>
                <numerusform>with {count} records of them</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} lead(s) merged into these go too.</source>
            <translation>
                <numerusform>{count} lead merged into these go too.</numerusform>
                <numerusform>{count} leads merged into these go too.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} number(s) never come in again.</source>
            <translation>
                <numerusform>{count} number never come in again.</numerusform>
                <numerusform>{count} numbers never come in again.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} number(s) others have too stay with those.</source>
            <translation>
                <numerusform>{count} number others have too stay with those.</numerusform>
                <numerusform>{count} numbers others have too stay with those.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} people are erased</source>
            <translation>
                <numerusform>{count} people are erased</numerusform>
                <numerusform>{count} people are erased</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} people are not called any more</source>
            <translation>
                <numerusform>{count} people are not called any more</numerusform>
                <numerusform>{count} people are not called any more</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} wait for another erasure already, and are left out.</source>
            <translation>
                <numerusform>{count} wait for another erasure already, and are left out.</numerusform>
                <numerusform>{count} wait for another erasure already, and are left out.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ErasePanel</name>
        <message numerus="yes">
            <source>%n lead(s) merged into this one go too.</source>
            <translation>
                <numerusform>%n lead merged into this one go too.</numerusform>
                <numerusform>%n leads merged into this one go too.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n record(s) are gone.</source>
            <translation>
                <numerusform>%n record are gone.</numerusform>
                <numerusform>%n records are gone.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n record(s) of them go: {kinds}</source>
            <translation>
                <numerusform>%n record of them go: {kinds}</numerusform>
                <numerusform>%n records of them go: {kinds}</numerusform>
            </translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Close</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Erase</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Erase for good</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Erase this person</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Erased</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Every table was searched for their numbers and e-mails: nothing was found.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Held until {day}, and sealed until then: {what}. {reason} ({law})</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>How did they ask?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Never again here, by hand or by an import: {what}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing brings them back. Press again to erase them.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Others have {numbers} too: it stays with them, and this person isn’t called there.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save the certificate</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say how they asked; it stays in the certificate.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sealed until {day}, as the law asks: who they were, and when they were called.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Signed with the key {key}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stays in the certificate: name nobody in it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Still found in: {places}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The pages of the file are being read; this can go on alone.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Times and results of their calls stay, without them, so that totals hold.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Until {day}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{pages} pages of the file were read, free ones too: {found} found.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ErasedPart</name>
        <message numerus="yes">
            <source>%n person(s) are not called any more.</source>
            <translation>
                <numerusform>%n person are not called any more.</numerusform>
                <numerusform>%n persons are not called any more.</numerusform>
            </translation>
        </message>
        <message>
            <source>A client's people</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Asked</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>At the end of an agreement: everybody who stands in this campaign and in no other. They are not called from now on, their data goes after 24 hours, and until then it can be cancelled.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Campaign</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cancel the erasure</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cancelled: they may be called again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Certificates are kept here.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Erase them</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Erased people</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No campaign is a client's</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nobody was erased</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>One person</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>One person is erased on the card of the lead (Ctrl+Delete), everybody in view or chosen from the list (Ctrl+Shift+Delete). No name and no number stands here.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>People</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Press again to erase them</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save the certificate</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Saved: {file}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say why; it stays in the certificate.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>State</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What a filter found</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Whose</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Why</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>being erased: {done} of {all}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>cancelled</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>erased {when}</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>erased {when}, %n hour(s) left to cancel</source>
            <translation>
                <numerusform>erased {when}, %n hour left to cancel</numerusform>
                <numerusform>erased {when}, %n hours left to cancel</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>erased {when}; open at %n workstation(s)</source>
            <translation>
                <numerusform>erased {when}; open at %n workstation</numerusform>
                <numerusform>erased {when}; open at %n workstations</numerusform>
            </translation>
        </message>
        <message>
            <source>not called any more, begins soon</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>EveningPanel</name>
        <message>
            <source>Around the day</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Confirmed sales of the month up to the last day, against each caller’s target.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Counted as the columns of the table are.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open call-backs due on the day after the last day.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Promised for tomorrow</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sales this month</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The day before</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>These days</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This day</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>calls · %n sale(s) {amount}</source>
            <translation>
                <numerusform>calls · %n sale {amount}</numerusform>
                <numerusform>calls · %n sales {amount}</numerusform>
            </translation>
        </message>
        <message>
            <source>of {target}, {share}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>EvidenceForm</name>
        <message>
            <source>Contract until</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Form number, message, file, their words</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>How they said it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It holds</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Notice in</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Said on</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>They came to us by themselves, nobody asked them again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>They came to us by themselves; nobody asked them before {when}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Today</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What shows it</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ExportPopover</name>
        <message>
            <source>Say why you need them; it is kept in the audit.</source>
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
        <name>FieldsPart</name>
        <message>
            <source>Add the field</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Between commas: Pune, Nashik, Nagpur</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choices</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Field added: {name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>In files</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Kind</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>New field</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No fields of your own yet</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Own fields</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Own fields of a lead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reminds</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Such as the loan amount or the course.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Type a name with at least one letter.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Type at least two choices, between commas.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>FieldsStrip</name>
        <message numerus="yes">
            <source>%n more, type a few letters</source>
            <translation>
                <numerusform>%n more, type a few letters</numerusform>
                <numerusform>%n more, type a few letters</numerusform>
            </translation>
        </message>
        <message>
            <source>Back</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Enter goes on without it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Is it {date}? Press Enter if so.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save and next</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Such as 5/12, 5 dec 2026 or 15 din baad.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Such as 500, 1,25,000, 50k or 1.25 lakh.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Understood as {value}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What the result asks for</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{field} (optional)</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Figure</name>
        <message>
            <source>See these leads</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>FileDrop</name>
        <message>
            <source>Drop it here, or press to choose</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Lists of people ({kinds})</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Take no file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Your Excel file</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>FileField</name>
        <message>
            <source>A file that shows it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leave the file out</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>or drop it here</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>FileLinks</name>
        <message>
            <source>Files that show it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open the file {name}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>FilePopover</name>
        <message>
            <source>Choose a file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose a file.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Export</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>File</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Format</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>FileStep</name>
        <message>
            <source>Bring leads in</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Bring leads in, or look at imports so far</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Imports so far</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>FilterChips</name>
        <message>
            <source>Brought in by one import</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Campaign: {value}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>City: {value}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Dialling: {value}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>In no other campaign</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Last result: {value}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Named by a trial of rules: {value}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Next call: {value}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nobody</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Owner: {value}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Product: {value}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Score: {value}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Status: {value}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Tag: {value}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>FilterPopover</name>
        <message>
            <source>Any</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Campaign</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>City</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Clear all</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Done</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Filter</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Last result</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Next call</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nobody</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Owner</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Product</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Score</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Status</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Tag</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>FirstStartCard</name>
        <message>
            <source>A password</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A second word that opens this computer’s file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Asked each time the program starts. Write it down; keep it safe.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose your Excel file, or try it with 20 made-up people.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Four questions, then your first lead.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Join a team</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open a workspace</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Restore a backup</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Start calling in two minutes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Start with my file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Take at least {least} characters.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Try it with 20 made-up people</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Type your name.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Type your office’s name.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>You will sign in as {name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Your Excel file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Your name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Your office</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>FollowsPanel</name>
        <message numerus="yes">
            <source>%n asked lately: may be called.</source>
            <translation>
                <numerusform>%n asked lately: may be called.</numerusform>
                <numerusform>%n asked lately: may be called.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n asked too long ago: not called.</source>
            <translation>
                <numerusform>%n asked too long ago: not called.</numerusform>
                <numerusform>%n asked too long ago: not called.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n without a date: not called.</source>
            <translation>
                <numerusform>%n without a date: not called.</numerusform>
                <numerusform>%n without a date: not called.</numerusform>
            </translation>
        </message>
        <message>
            <source>An answer, by a team lead or an admin: settings, Why we call.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose an answer. It is kept in your name.</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>For %n day(s) after the day each asked.</source>
            <translation>
                <numerusform>For %n day after the day each asked.</numerusform>
                <numerusform>For %n days after the day each asked.</numerusform>
            </translation>
        </message>
        <message>
            <source>In this file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It is for the leads of this file; the campaign’s own answer stays.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It then holds for everybody in this campaign, old and new.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Kind of call</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>May they be called?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Not answered yet</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Not before somebody answers.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Still needed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The answer is kept in your name.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The gate isn’t on yet: so far nobody is held back for it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What follows</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Why</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Foot</name>
        <message>
            <source>Another file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Back</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Can be undone as a whole for 30 days</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cancel</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Done</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Drop the changes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Import</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Next</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Next: columns</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Next: duplicates</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Next: why we call</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save the campaign</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>See the leads</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Start calling</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stay here</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Undo this import</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{name}” has changes that are not saved.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ForgotCard</name>
        <message>
            <source>Ask an admin for a one-time password, in the same way.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Ask your team lead or an admin for a one-time password: People, your name, One-time password. It works for two days; you choose a new one when you sign in.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Back</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Forgot the password?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nobody can read it, but there is a way in.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Take the printed recovery code: it opens this workspace and sets a new password.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Team lead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Telecaller</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The only admin</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Use the recovery code</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>GateWatch</name>
        <message>
            <source>Answer it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It is answered why the people of every active campaign may be called.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Switch the gate on</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>nobody has said why these people may be called; until then they aren’t.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>nobody has said yet why these people may be called.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{names} and %n more</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>GatesPopover</name>
        <message>
            <source>Gates before a call</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The lead is in no campaign.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Why isn’t it dialled?</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>GoOnCard</name>
        <message>
            <source>Go on</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Later</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Password</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sign out</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The server asks for your password</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This sign-in is over</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>GoalsPanel</name>
        <message numerus="yes">
            <source>%n working day(s) in a row with the day’s targets reached</source>
            <translation>
                <numerusform>%n working day in a row with the day’s targets reached</numerusform>
                <numerusform>%n working days in a row with the day’s targets reached</numerusform>
            </translation>
        </message>
        <message>
            <source>Targets</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>GoingOn</name>
        <message>
            <source>Saving…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Signed in again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Signing in…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Your password is changed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Your role was changed. Sign out and in again to work with it.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>HandBox</name>
        <message>
            <source>Choose a person</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Give</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Hand over to whom?</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>HeatMap</name>
        <message>
            <source>Calls by hour and day</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Contact rate by hour and day</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{day} {hour}: {calls} calls, contact rate {reached}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>HistoryPanel</name>
        <message>
            <source>History</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing yet: this is the first call.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>HoldPanel</name>
        <message>
            <source>Hold it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It is held</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It is no longer held</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Keep by law</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Law or order</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Lift it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing of this person is held</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Number of the case, naming nobody</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Until</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Until its last day nothing of it goes; an erasure seals it until then.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What holds now</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What is held</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{what} until {day}: {reason}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Holidays</name>
        <message>
            <source>Add the day</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Holiday to add</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>None: called on every calling day.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>HourChart</name>
        <message>
            <source>Calls by hour</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{hour}: {calls} calls, {conversations} conversations</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>HoursChart</name>
        <message>
            <source>Dialable later today, by the hour</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>HoursSection</name>
        <message>
            <source>And only during our office’s hours</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>By the clock in {zone}. Both must be open.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>By the clock where they live. An end before the start is on the next day.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Calling follows at once, what the campaign’s targets owe from tomorrow on.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Calling hours</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Calling hours from</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Calling hours until</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Days</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Holidays</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Office hours from</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Office hours until</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>On these dates nobody is called, by their own clock. Those after today owe nothing of its targets.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Our clock</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Their clock</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>until</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ImportPage</name>
        <message>
            <source>An import is running. Wait until it is done, or stop it first.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Can be undone as a whole for 30 days</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose a folder</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose a folder for refused rows</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Importing</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Importing {file}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing is changed before you press Import</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Opening {file} …</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The columns are understood as in the file.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The import was stopped. Nothing was changed.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>pasted cells</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>IncentivePart</name>
        <message>
            <source>10: 100; 20: 150; 200 – the first ten sales of a month 100 each, the next ten 150, then 200.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>By</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Every other product</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>From</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Incentive</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Keep these slabs</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Kept. They hold from {day}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>New slabs</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No slabs yet</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Product</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sales earn nothing until there are.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Slabs</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Tomorrow or later: what was earned stays.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What confirmed sales earn whoever made them. A cancelled one takes that back.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>nothing is earned</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>IncidentsPart</name>
        <message>
            <source>Close the incident</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Data lost, seen or changed by somebody who may not. The hours run from when you knew of it. Name nobody here whose data it is.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>How it went out</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>In a few words</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Incidents</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It must say: {fields}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It went out</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Known since</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Known since, day</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Known since, time</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>May it stay so.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>None so far</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Note it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Notice as PDF</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open it again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save the notice</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Saved: {file}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Something happened</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Still missing: {fields}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Such as the form’s number or the address.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The incident</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Which notice</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Who is told next</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Who must be told</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>all told</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>closed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{who} by {when}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{who}: told {when}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>InvitationDrop</name>
        <message>
            <source>Invitation</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Invitations (*.crminvite);;All files (*)</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>JoinCard</name>
        <message>
            <source>A second word that opens this computer’s file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Asked each time the program starts. Write it down; keep it safe.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Back</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose the invitation’s file, or paste its link.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Invitation file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Join</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Join a team</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Or its link</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Your admin has an invitation for this computer: a file, or a link to paste.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>KeepingPart</name>
        <message numerus="yes">
            <source>%n month(s)</source>
            <translation>
                <numerusform>%n month</numerusform>
                <numerusform>%n months</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n year(s)</source>
            <translation>
                <numerusform>%n year</numerusform>
                <numerusform>%n years</numerusform>
            </translation>
        </message>
        <message>
            <source>30 days</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A case or an order can want something kept longer. Until its last day nothing of it goes. What is held of one person is said on the card (Alt+H).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A new hold</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Add a hold below.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Hold it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>How long we keep</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It is held</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It is no longer held</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Kept</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Kinds of data</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Last taken: {when}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Law or order</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Legal holds</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Let it go by itself, once a day</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Let it go now</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Letting old data go</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Lift it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Looking…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing is held</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing was taken yet.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Older than that</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reason</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say which law or order wants it kept.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say why it must be kept, such as the case and its number.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Such as the case and its number.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Until</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What is held</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What is older goes for good; counts and times stay. Periods stand under “Rules we keep”, those of calls under “Workspace”.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Why it stays</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>Yes, delete {count} record(s) for good</source>
            <translation>
                <numerusform>Yes, delete {count} record for good</numerusform>
                <numerusform>Yes, delete {count} records for good</numerusform>
            </translation>
        </message>
        <message>
            <source>for ever</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>while it can be undone</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>{count} old record(s) are gone</source>
            <translation>
                <numerusform>{count} old record are gone</numerusform>
                <numerusform>{count} old records are gone</numerusform>
            </translation>
        </message>
        <message>
            <source>{what}, of one person</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>KeptCalls</name>
        <message numerus="yes">
            <source>%n month(s)</source>
            <translation>
                <numerusform>%n month</numerusform>
                <numerusform>%n months</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n year(s)</source>
            <translation>
                <numerusform>%n year</numerusform>
                <numerusform>%n years</numerusform>
            </translation>
        </message>
        <message>
            <source>Calls are kept</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Closed months</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>How long calls are kept</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Older months are deleted for good, with their notes. Their totals stay in the reports, and calls with a sale, a service record or a document stay. Backups keep theirs until they are replaced.</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>and %n earlier month(s)</source>
            <translation>
                <numerusform>and %n earlier month</numerusform>
                <numerusform>and %n earlier months</numerusform>
            </translation>
        </message>
        <message>
            <source>for ever</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>{calls} call(s) up to {month} will be deleted for good.</source>
            <translation>
                <numerusform>{calls} call up to {month} will be deleted for good.</numerusform>
                <numerusform>{calls} calls up to {month} will be deleted for good.</numerusform>
            </translation>
        </message>
        <message>
            <source>{month}: {deleted} of {calls} calls deleted, closed {when}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>KeptTo</name>
        <message>
            <source>no source</source>
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
        <name>LeadCard</name>
        <message>
            <source>Choose one in the list to see it here.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Details</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Edit</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Lead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Lead added</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No lead chosen</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing has happened yet.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Number copied</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Other</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Press Esc again to drop what you typed.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Records</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Saved</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Saved. Changed by someone else meanwhile, and kept: {fields}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This lead can't be shown</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Timeline</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>To check it with the lead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>To dial it on another phone</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>To send a message</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What to show of the lead</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>LeadForm</name>
        <message>
            <source>Address</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Another phone</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Campaign</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cancel</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Change the lead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>City</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Company</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>E-mail</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Language</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>New lead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>None</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Note</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Now: {value}</source>
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
            <source>Phone {number}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Product asked about</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Score, 0 to 100</source>
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
            <source>Tags, with commas between</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The numbers are hidden from you and stay as they are.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>LeadPanel</name>
        <message numerus="yes">
            <source>%n other lead(s) at this number</source>
            <translation>
                <numerusform>%n other lead at this number</numerusform>
                <numerusform>%n other leads at this number</numerusform>
            </translation>
        </message>
        <message>
            <source>City</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Company</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copy</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copy the number</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>E-mail</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Language</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Last call</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Last result</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Lead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>May be called</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Other numbers</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Owner</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Product</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>QR code</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Scan with your phone to dial</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Score</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show the number</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Source</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The lead's fields</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The number as a QR code</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This number is not called any more.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>LeadPicker</name>
        <message>
            <source>What was found</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>LeadToolbar</name>
        <message>
            <source>Columns</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Export</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Filter</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Import</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Lead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>List</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>List or lead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name or part of a phone</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>New lead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>View: {name}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>LeadsPage</name>
        <message>
            <source>All saved {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Bring your Excel file to begin.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Counting the leads of this view …</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Import</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leads</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>List of leads</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Looking …</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>New lead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No lead fits</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No leads yet</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save the lead or press Esc before you leave this page.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save what was done or press Esc before you leave this page.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show all leads</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The list could not be read</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Try again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Try fewer letters, or take a filter away.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Your team lead gives you leads, or you add one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} chosen</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>{} lead(s) in this view</source>
            <translation>
                <numerusform>{} lead in this view</numerusform>
                <numerusform>{} leads in this view</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>LeaveForm</name>
        <message>
            <source>Cancel</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>First day</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>First day of the leave</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Last day</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Last day of the leave</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Take the leave back</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The queue passes them over on these days; others keep their promises. Past days, as of somebody who was ill, ask for no calls any more; they are told.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name}’s leave</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>LegendRow</name>
        <message>
            <source>not a number that can be called</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{reason}, and {count} more</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>LetterBox</name>
        <message>
            <source>English</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Language of the letter</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Letter</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save as PDF</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What the letter says</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Which letter</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>LiftPanel</name>
        <message>
            <source>Call again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Let a number be called again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Their message, form, the operator’s letter</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What shows it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Which number</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Why</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{number} may be called again</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>LimitField</name>
        <message>
            <source>– is no limit</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ListActs</name>
        <message>
            <source>Add a service</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Age, and who speaks for a minor</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Attach a document</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Back to the list</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Book an appointment</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Call</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Call first or last</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Change</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose all of this view</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose the lead or not</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Columns</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Consent</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copy the number</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Details</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Earlier changes of many leads</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Edit</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Erase these people for good</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Erase this person</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Export leads</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Filter</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Give to someone</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Hand out or change many</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>How to reach the customer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Import leads</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Keep by law (legal hold)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Keep the other</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Lead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Let a number be called again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>List of leads</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Look again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Merge with another lead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>New lead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Next lead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open the document</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Previous lead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sales and service</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save the certificate</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save the document</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Search</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show the number</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Take away</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>They ask about their data</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Timeline</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Views</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Why isn’t it dialled?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Write a note</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Write to the lead</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ListPopovers</name>
        <message>
            <source>At most {most} leads can be given at once. Take a filter to have fewer.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>At most {most} leads can be moved at once. Take a filter to have fewer.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Exporting leads</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Giving leads</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Moving leads</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Own choice</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>View deleted: {name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>View saved: {name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>nobody</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>{count} lead(s)</source>
            <translation>
                <numerusform>{count} lead</numerusform>
                <numerusform>{count} leads</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} lead(s) called as usual</source>
            <translation>
                <numerusform>{count} lead called as usual</numerusform>
                <numerusform>{count} leads called as usual</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} lead(s) called first</source>
            <translation>
                <numerusform>{count} lead called first</numerusform>
                <numerusform>{count} leads called first</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} lead(s) called last</source>
            <translation>
                <numerusform>{count} lead called last</numerusform>
                <numerusform>{count} leads called last</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} lead(s) exported to {file}</source>
            <translation>
                <numerusform>{count} lead exported to {file}</numerusform>
                <numerusform>{count} leads exported to {file}</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} lead(s) given to {name}</source>
            <translation>
                <numerusform>{count} lead given to {name}</numerusform>
                <numerusform>{count} leads given to {name}</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} lead(s), in the order of the list.</source>
            <translation>
                <numerusform>{count} lead, in the order of the list.</numerusform>
                <numerusform>{count} leads, in the order of the list.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>LockCard</name>
        <message>
            <source>Another person</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Locked</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Password</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Unlock</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name} is signed in.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>LogoLine</name>
        <message>
            <source>At the top of printed reports and their PDFs. PNG or JPEG.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose a picture</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose a picture…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Logo</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Pictures</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Remove</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>none</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>MainWindow</name>
        <message>
            <source>CRM Desktop</source>
            <translation type="unfinished" />
        </message>
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
        <name>ManyPanel</name>
        <message>
            <source>Add a tag</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>All {count} lead(s) of this view</source>
            <translation>
                <numerusform>All {count} lead of this view</numerusform>
                <numerusform>All {count} leads of this view</numerusform>
            </translation>
        </message>
        <message>
            <source>Campaign</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Change</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Change the status</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>Changes {count} lead(s)</source>
            <translation>
                <numerusform>Changes {count} lead</numerusform>
                <numerusform>Changes {count} leads</numerusform>
            </translation>
        </message>
        <message>
            <source>Changing leads</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Delete</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>Deletes {count} lead(s)</source>
            <translation>
                <numerusform>Deletes {count} lead</numerusform>
                <numerusform>Deletes {count} leads</numerusform>
            </translation>
        </message>
        <message>
            <source>Do it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Earlier changes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Erase them for good instead …</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Give to one person</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Hand out</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Hand out among several</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>Hands out {count} lead(s)</source>
            <translation>
                <numerusform>Hands out {count} lead</numerusform>
                <numerusform>Hands out {count} leads</numerusform>
            </translation>
        </message>
        <message>
            <source>Left alone: {what}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Many leads at once</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Merge</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Merge doubles</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>Merges {count} double(s)</source>
            <translation>
                <numerusform>Merges {count} double</numerusform>
                <numerusform>Merges {count} doubles</numerusform>
            </translation>
        </message>
        <message>
            <source>Nobody</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nobody: whoever calls next</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Put into a campaign</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say what, and you see here what it does.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Status</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Tag</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Take a tag off</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>To whom</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What to do</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>{count} lead(s) chosen</source>
            <translation>
                <numerusform>{count} lead chosen</numerusform>
                <numerusform>{count} leads chosen</numerusform>
            </translation>
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
        <name>Meanwhile</name>
        <message>
            <source>Both of you changed {fields}: what you typed stands here, theirs is {theirs}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save again to keep what stands here.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Someone else changed this meanwhile, now here too: {fields}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Someone else saved this meanwhile.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>empty</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>MedianModel</name>
        <message>
            <source>Median</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>MergeDesk</name>
        <message>
            <source>Merged: {other} into {keep}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>MergePanel</name>
        <message>
            <source>Cancel</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>City</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Company</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>E-mail</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Find the lead that is the same person as {name}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It can be undone.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Its history is shown together with this one's.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Its numbers come along: {numbers}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Its open call-backs and its place in campaigns come along.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Keep the other</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Merge</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Merge with another lead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name or part of a phone</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No new number comes along.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Not taken over: {what}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Product</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Tags</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Tries are added up: {count} in all.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>goes into it:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>stays, and keeps everything as it stands here.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>MergingPart</name>
        <message>
            <source>Also where only the number is the same</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Doubles have the same number and name, or one of them no name. Several people at a family’s phone are left apart unless you ask for it. What the lead that stays lacks is filled in, nothing is overwritten. Calls, notes and sales count for whoever made them, as before.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The oldest stays</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The one worked on most stays; of equals the oldest</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Which one stays</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>MoveBox</name>
        <message>
            <source>Choose</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Move</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Move to when?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>On {when}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This time was not understood. Type for example kal 4 baje.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>When, in your own words</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Which time is meant</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>kal 4 baje, shaam 6, 25/11 15:30 …</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>MovePopover</name>
        <message>
            <source>Campaign to move to</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Move</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Move {name} to another campaign</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Their calling screen goes there after the call in hand, and tells them.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no other campaign that is called at present.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name} works on {campaign} now</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name}: {now} now</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>MyDayPage</name>
        <message>
            <source>Answered</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>By hour</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>By hour or in words</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Calls</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Calls by hour</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Conversations</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Follow-ups set · done · missed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Hour</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>In words</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>My day</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>My reviews</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>My rows</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No calls yet</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reviews of my calls</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Rows behind my figures</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sales this month</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Your day</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Your day in figures</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Your hours stand here after the first result.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>calls</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>conversations</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>of {target}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>NameForm</name>
        <message>
            <source>Name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name and sharing</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>One of yours of the same name is replaced.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save this report</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Saved: {name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Share with everybody</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Share with my team</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>NarrowPopover</name>
        <message>
            <source>All campaigns</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>All sources</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>All tags</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Campaign</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Everything</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Keep the report to</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Keep to it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Source</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Source and tag are those the leads have now.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Tag</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Without a source</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>NewBox</name>
        <message>
            <source>A new request</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose with arrow keys and Enter, or leave the name alone if we don’t know them.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Contact</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>How it came</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>In their words</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It is about: {name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name, phone or e-mail of who asks</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say who asks.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Take it down</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What came in</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What is asked</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Where the answer goes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Who asks</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>NewCallerForm</name>
        <message>
            <source>Campaign</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose a campaign</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose the campaign this call belongs to.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Number</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Source</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Type the number that rang.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>NewCampaignForm</name>
        <message>
            <source>10:00 to 19:00 by their clock, Monday to Saturday; busy again after 15 min, no answer after 2 h. Everything can be changed.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A copy of {name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Begin with</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cancel</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose an answer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose why these people may be called.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Everything but its leads: hours, people, results, rules, script.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Give the campaign a name.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Make it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>New campaign</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nobody here knows yet</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nobody of it is called until a team lead or an admin answers in the settings, Why we call.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Values that work on the first day</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What follows is shown here. The answer is kept in your name.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What follows: {what}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Why may we call these people?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name} (copy)</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>NewOne</name>
        <message>
            <source>Campaign made: {name}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>NewPasswordCard</name>
        <message>
            <source>At least {least} characters; a few words are best.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Back</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Change password</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose your own password</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>New password</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>New password again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Password now</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save the password</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Take at least {least} characters.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The one-time password has done its work.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The two are not the same. Type it again.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>NomineeBox</name>
        <message>
            <source>Name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Phone, e-mail or address</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>They act</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What shows it, such as a signed letter</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Whom did they name?</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>NoteBox</name>
        <message>
            <source>Note</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Note before the call</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>saved as you type</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>saving…</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>NoteLine</name>
        <message>
            <source>Write a note</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>NotePopover</name>
        <message>
            <source>Note</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Note to {name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Send</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sent to {name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Shown on the calling screen, never while a result is entered. No customer’s data, please.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>NothingPanel</name>
        <message>
            <source>Call a lead you choose</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Click a line with an arrow to see its leads.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Dialable later today</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Find</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Meanwhile</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing more today.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>On your screen a moment ago</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sum</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Switch</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Why</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Why nothing can be dialled</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Why: all {count} leads of this campaign</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Your next call-back: {when}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>every lead counted once</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>now</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>still checked before dialling</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>you may work on it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name} has {count} leads now</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Notices</name>
        <message>
            <source>The server can’t be reached. This can be done when it is back.</source>
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
        <name>NoticesPart</name>
        <message>
            <source>A notice says all of it: fill every field.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Contact</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>How to say no</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Language</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nobody’s consent is kept without it. Saving writes a new version; what was shown before stays on record. The ready words are a beginning, not legal advice.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Not written yet in this language.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Not written yet: these are the ready words. Add whom to contact.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Their rights</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Title</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Version {no}, written {when}, {digest}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What for</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What people are told before they agree</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What we keep</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Write this version</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Written: people are told this from now on</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>NumberListsPart</name>
        <message>
            <source>Bring a list</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Call none of these</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose a file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose the file.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Column of the numbers</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Excel, CSV, text</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>File</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>For good</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Found by itself</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Lists</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Lists of numbers that aren’t called</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>New</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No list yet</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Numbers</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Numbers are kept from being called one by one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Of</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Of which day</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say whose list it is.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Such as an operator’s or a client’s. Their numbers aren’t called, nor when a later import brings them, until the list ends. A person’s own word stays.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Today</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Until</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Whose</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Whose list it is</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>ended</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>for good</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{numbers} numbers aren’t called, {taken} of them new</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>OfficeServer</name>
        <message>
            <source>Certificate</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copy the command</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Make this PC the office server…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Or type this in a terminal, then fill in below what it prints:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Password</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Server</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Setting this PC up; fetching PostgreSQL takes minutes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The command is copied</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Type this in a terminal, as the system’s administrator; then fill in what it prints:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Write the password down and lock it away: it is shown only now and kept nowhere.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>OfficerPart</name>
        <message>
            <source>Address</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>E-mail</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Grievance officer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>One of e-mail, phone and address is enough.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Phone</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Type an e-mail, a phone or an address too.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Type the officer’s name.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Who asks about their data may write to this person, who stands on every letter. Until it is filled in, letters and certificates wait; calling does not.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>OnItsWayCard</name>
        <message>
            <source>Checks</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Step</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stop</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stopping…</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>OneChosen</name>
        <message>
            <source>Called again: {name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Paused for everyone: {name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Switched off: {name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Switched on: {name}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>OneTimeCard</name>
        <message>
            <source>At the first sign-in the program asks for a password of their own.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>I have told it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It is shown only this once and works for two days.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Person</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Read it out now</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sign-in name</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>OverridePanel</name>
        <message>
            <source>Call them all the same</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Once for this campaign, in your name. Who asked not to be called, was erased or is under 18 stays out.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Overridden until {until}: {why}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Override it once</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say why this campaign may be called.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The last day</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Why all the same</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>PagePopover</name>
        <message>
            <source>Back</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>PaperCard</name>
        <message>
            <source>Codes for a lost telephone</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copied</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copy all</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Each works once. Save them now or write them down: they are shown only this once.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>I have them</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>PDF (*.pdf)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save as PDF…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save the codes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Saved</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>sign-in codes {person}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>PaperChart</name>
        <message>
            <source>Contact rate, %</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>PartList</name>
        <message>
            <source>Parts of the settings</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>PassphraseCard</name>
        <message>
            <source>CRM Desktop</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Other workspace</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Second word</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Type the second word that opens this computer’s file.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Type the second word.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Use the recovery code</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>PastMany</name>
        <message>
            <source>Daily</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Earlier changes of many leads</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>Every %n minute(s)</source>
            <translation>
                <numerusform>Every %n minute</numerusform>
                <numerusform>Every %n minutes</numerusform>
            </translation>
        </message>
        <message>
            <source>Handed out again and again: {view}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No longer handed out by itself</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing yet. What you do to many leads at once stands here, to be taken back.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show what stayed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stop</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Taking it back</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Undo</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What stayed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>stopped of {found}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>taken back</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>{count} lead(s)</source>
            <translation>
                <numerusform>{count} lead</numerusform>
                <numerusform>{count} leads</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} lead(s) stayed</source>
            <translation>
                <numerusform>{count} lead stayed</numerusform>
                <numerusform>{count} leads stayed</numerusform>
            </translation>
        </message>
        <message>
            <source>{often} · next {day} {time}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>PastPanel</name>
        <message>
            <source>Changed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>File</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Imports so far</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>New</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No imports yet</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Refused</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Running</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stopped</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stopped before its end and taken back, but for {kept} leads someone worked on meanwhile. {person} brought them into {campaign}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Taken back, but for {kept} leads.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Undo this import</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Undone</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What you bring in is listed here, and can be taken back as a whole for 30 days.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>When</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{created} new + {updated} changed + {skipped} skipped + {refused} refused = {read} rows. {person} brought them into {campaign}.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>PausePopover</name>
        <message>
            <source>Nobody is given another lead. Calls under way go on.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Pause for everyone</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Pause now</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say why in a few words: everyone sees it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Why? Everyone reads it.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>PeopleChoice</name>
        <message>
            <source>Add somebody</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Everybody works on it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name} (can’t sign in)</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>PeopleForms</name>
        <message>
            <source>Leave of past days: {days}. {name} is told</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Saved: {name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Taken back: {name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The account is deleted: {name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name} signs in with the password alone</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>PeopleModel</name>
        <message>
            <source>Caller</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Calls</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Calls dialled or taken today; with the bar of what to aim for</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Conversations: somebody was reached and spoke</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Goal</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Lead and campaign</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Needs help</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Now</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Results that are a success</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Spoke to</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Talk</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Talk where the line measures it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Won</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>of {target}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>PeoplePage</name>
        <message>
            <source>Active</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Add a person</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Asks to leave</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Change</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Delete an account</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Disable or enable</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Disabled</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leave of the person</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Left</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>May sign in {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nobody here yet</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Now</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>One-time password</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>People</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>People or roles</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>People {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Read the one-time password out first; it is shown only once.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Role</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save the form</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sign-in name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Since</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>State</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Take the second factor away</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Targets of the person</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Team</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What each role may do</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What the person can</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name} can no longer sign in</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name} can sign in again</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>PeoplePart</name>
        <message>
            <source>Add callers on the page People: they stand here at once.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Coaching</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Contested</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Contested ({count})</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Hand out</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Hand out leads</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Last week</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Median of the team</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nobody calls here yet</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Promises</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The team</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The team can’t be read now</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The team is being read</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The team, who needs help first</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Wall</source>
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
        <name>PersonCard</name>
        <message>
            <source>Active</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Asks to leave</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Change</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Day</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Delete account</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Disable</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Disabled</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Enable</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>For</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>From</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leave</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Left</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Not signed in yet</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>One-time password</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Person</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Role</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sign-in name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sign-in times</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Signed in, last 31 days</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Take the second factor away</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Targets</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Team</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>To</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Today</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What they can</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>no team</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>now</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>PersonField</name>
        <message>
            <source>People</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show the people</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>PersonForm</name>
        <message>
            <source>A one-time password is made; you read it out to them.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Add</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Add a person</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Another team counts from tomorrow on: what was done until then stays with the team of then.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cancel</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Change the person</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Made from the name; 2 to 40 letters, digits or dots.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>New team’s name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>New team…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Role</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sign-in name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Team</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Type the person’s name.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Type the team’s name.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>no team</source>
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
        <name>PersonPart</name>
        <message numerus="yes">
            <source>%n promise(s) for today</source>
            <translation>
                <numerusform>%n promise for today</numerusform>
                <numerusform>%n promises for today</numerusform>
            </translation>
        </message>
        <message>
            <source>Choose somebody in the list: arrow keys, or a click.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>End the break</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Move</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Needs nothing now</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nobody chosen</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>On no campaign yet today</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Send a note</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{due}, {late} late</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>PersonTargetsForm</name>
        <message>
            <source>Back</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Everywhere</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>In {campaign}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name}’s targets</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>PhoneLogPage</name>
        <message numerus="yes">
            <source>%n call(s) logged</source>
            <translation>
                <numerusform>%n call logged</numerusform>
                <numerusform>%n calls logged</numerusform>
            </translation>
        </message>
        <message>
            <source>A key gives the result and goes on. Space logs a call, or not.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A missed call becomes a call-back, unless they were spoken with since.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Another file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>As an app for call logs or the carrier saves it (CSV or Excel). You see which calls with leads were never logged. Private calls are not kept.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Bring a phone's log</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Bring the call log of a phone</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Calls of the log</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose the file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose the result first, with its key.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Every call with a lead is logged</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>Log %n call(s)</source>
            <translation>
                <numerusform>Log %n call</numerusform>
                <numerusform>Log %n calls</numerusform>
            </translation>
        </message>
        <message>
            <source>Log all, or none</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Log these calls</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Log this call, or not</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Logging calls</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>New lead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Not logged: {count}. {name}: {why}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing here</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Part {place} of the log</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Parts of the log</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Phone's call log</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reading the log</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Result of the marked call</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Result {place}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Tables ({kinds})</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The phone's log</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>These numbers are no lead you can see; nothing of them is kept.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This lead is in no campaign. Put it into one, then bring the log again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name} added</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>PresenceStrip</name>
        <message>
            <source>The day as a strip</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>PriorityPopover</name>
        <message>
            <source>Call as usual</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Call first</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Call last</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Promised calls come before all others.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>When to call them</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ProblemCard</name>
        <message>
            <source>Already open</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose another workspace</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Make a new workspace here</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No workspace here</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Not a workspace</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Not on a network drive</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Restore a backup</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The clock is wrong</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The disk has trouble</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The disk is full</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The file is damaged</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The file is missing</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The folder can’t be written to</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The key can’t be reached</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The key does not fit</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The key is missing</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The program is too old</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The workspace did not open</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The workspace is busy</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Try again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Use the recovery code</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ProblemsPanel</name>
        <message>
            <source>Column</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Every cell was understood.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Example</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>First row</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing was odd</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reason</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Rows</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What was odd, by reason</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ProductsPart</name>
        <message>
            <source>It is sold</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Mend the price, then save.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name what you sell, such as Gold loan.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>New product</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No products yet</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Offer it earlier</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Offer it later</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Offered by number where a result asks for one, in this order.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Price</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Product</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Product saved: {name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Products</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save the product</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save this product first.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stands in the amount when the product is chosen. Empty: typed each time.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>State</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The product</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Type a name.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>not sold</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>sold</source>
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
        <name>PromiseStrip</name>
        <message numerus="yes">
            <source>%n day(s) from now</source>
            <translation>
                <numerusform>%n day from now</numerusform>
                <numerusform>%n days from now</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n hour(s) from now</source>
            <translation>
                <numerusform>%n hour from now</numerusform>
                <numerusform>%n hours from now</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n minute(s) from now</source>
            <translation>
                <numerusform>%n minute from now</numerusform>
                <numerusform>%n minutes from now</numerusform>
            </translation>
        </message>
        <message>
            <source>At the latest: {at}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Back</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Call later</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Kept with this call, in your name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Press Enter, then its number; or Alt and its number.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Press its number. Esc to type again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Promise and next</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>They asked for this call</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Understood as</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>When to call back</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>When? In your words</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Which time is meant</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>in {place}, {span}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>inside calling hours</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>kal 4 baje</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>outside calling hours</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>you have %n other(s) at {at}</source>
            <translation>
                <numerusform>you have %n other at {at}</numerusform>
                <numerusform>you have %n others at {at}</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ProofBox</name>
        <message>
            <source>How do you know that it is them?</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>PublishedActs</name>
        <message>
            <source>Talked over</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The talk is moved</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Withdrawn: it counts no more</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Your answer stands beside it</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>PurposesPart</name>
        <message>
            <source>A yes holds, in days</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>In the notice</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Kind of call</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Language</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name what you call for, such as Home loans.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>New purpose</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No purposes of your own</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>People are called for it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Purpose</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Purpose saved: {name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Purposes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save the purpose</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save this purpose first.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say in the notice’s words what people are called for.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>State</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The notice is in these languages too, words are missing: {languages}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The purpose</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Type a name.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What people are called for</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>With 0 it holds until they take it back.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Your own purposes, within service and offers: each is agreed to, refused and taken back by itself. A campaign says which one it calls for; notices name those in use. Where a person said nothing about one, what they said about its kind holds.</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>holds %n day(s)</source>
            <translation>
                <numerusform>holds %n day</numerusform>
                <numerusform>holds %n days</numerusform>
            </translation>
        </message>
        <message>
            <source>holds until taken back</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>in use</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>not used any more</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>PutBackPanel</name>
        <message numerus="yes">
            <source>%n erasure(s) were done again first.</source>
            <translation>
                <numerusform>%n erasure were done again first.</numerusform>
                <numerusform>%n erasures were done again first.</numerusform>
            </translation>
        </message>
        <message>
            <source>Dialling goes on.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Let dialling go on</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No list came with the backup.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing is dialled</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Off since {when}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Press again to let dialling go on</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say why: who looked, and at what.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stays in the audit, with your name.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The list beside the backup reaches until {when}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The store was put back from a copy: whoever was erased since may be in it again. The list of erasures erases them again. It comes with the server’s own backup, from workstations and from admins’ computers: start the program there, then let dialling go on here. Without the list, say why it may.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Why it may go on</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>QuestionLine</name>
        <message>
            <source> points</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Fatal: no makes it 0 %</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>How it is answered</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Keep it as a note</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>May not apply</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Move down</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Move up</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nobody: no owner</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Question</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Question {place}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Take this question out</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Was the customer greeted by name?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Weight</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{column}, {rows}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{date}: which is the day?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{value}” means</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>QuestionRow</name>
        <message numerus="yes">
            <source>%n point(s)</source>
            <translation>
                <numerusform>%n point</numerusform>
                <numerusform>%n points</numerusform>
            </translation>
        </message>
        <message>
            <source>fatal</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>not answered</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>only noted</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{points} · fatal</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>QuestionsView</name>
        <message>
            <source>Questions</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is nothing to ask: every value is understood.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What you leave open is kept as a note: nothing is lost.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{count} more come when these are answered</source>
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
        <name>ReadingPanel</name>
        <message>
            <source>Another file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Between cells</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Characters</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Comma  ,</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Headings</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>How the file is read</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>None, the rows begin at once</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Pasted cells</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Semicolon  ;</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sheet</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Tabulator</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The beginning of the sheet</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Upright line  |</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>in row {row}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ReasonLine</name>
        <message>
            <source>See these leads</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Share</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Receipt</name>
        <message>
            <source>How it is counted</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Measured or marked in {known} of {all} answered calls.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>notice {no}, {language}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>until {day}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{days}: {value}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>RecipientsPart</name>
        <message>
            <source>Agreement</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Another one</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>By</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Contacts</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Exports and reports stand here.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Firms that keep or work with your data, such as a server’s host, and whom you give it to.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Keep it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name the first below.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nobody so far</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing went out</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Take it off the list</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What they get</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What went out</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What went out in the last 90 days</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>When</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Where it stands</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Where the data stands</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Who</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Who gets data</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Why</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{place}, encrypted. No outside service for speech or texts is connected.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>RecordsDesk</name>
        <message>
            <source>Attach a document</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Attached: {name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Attaching {name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Changed: {what}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No program here opens this document. Save it, then open it elsewhere.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Opening the document</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save the document</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Saved: {file}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Taken away: {what}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Taken off: {name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Written down: {what}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>RecordsView</name>
        <message>
            <source>Add a service</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Attach a file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Change</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Detach</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing yet</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open the sale</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Replace</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sales and service</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sales stand here, and what you do for this customer.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Take away</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>RecoverCard</name>
        <message>
            <source>A new second word for this computer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Back</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Eight groups of five, from the printed page. Capital or small letters don’t matter.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>For the admin; at least 8 characters.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>New password</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open the workspace</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open with the recovery code</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Recovery code</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Take at least {least} characters.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This computer has no key store. It is asked at each start.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Type the recovery code.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Which admin</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>RecoveryPart</name>
        <message>
            <source>A new code takes the place of the old one, which then opens nothing any more.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Check the code</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>From the paper or the file: so you know that it can be read.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Group {number}: {group}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>If this computer breaks, the code opens your data and backups on another one. It also sets a new password when the only admin forgot theirs.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>If you printed a code before, type that one back; making another replaces it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Make a new code</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Not typed back yet</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>PDF (*.pdf)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Print or save it now: it is shown only this once.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Print…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Recovery code</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Recovery code, typed back</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save as PDF…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save the recovery code</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Saved. Keep it away from this computer.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The code is right. Keep the page in a safe place.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Type it back once</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Type the eight groups.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Typed back</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>recovery code {office}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>RecoverySheet</name>
        <message>
            <source>Recovery code</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>RefusedPanel</name>
        <message>
            <source>Nothing: every cell is understood.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What is odd</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>and %n more kind(s)</source>
            <translation>
                <numerusform>and %n more kind</numerusform>
                <numerusform>and %n more kinds</numerusform>
            </translation>
        </message>
        <message>
            <source>{reason}: {count}, first in row {row}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>RemindingDates</name>
        <message>
            <source>A birthday or a renewal becomes a call-back of whoever the lead belongs to.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Between commas: 30, 15, 7, 1. 0 is the day itself.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Date</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Dates that remind</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Days before</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Does not remind</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Every year</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Once</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reminder saved: {name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reminds</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save the reminder</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Type numbers between commas, such as 30, 15, 7, 1.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ReplyBox</name>
        <message>
            <source>Answer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Your answer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Your answer stands beside the review; your reviewer is told.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ReportExport</name>
        <message>
            <source>Export this report</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>That you exported it is kept in the audit.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ReportPaper</name>
        <message>
            <source>Counted {day}, {time}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>In brackets: the days before, {days}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Page {number} of {pages}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ReportTable</name>
        <message>
            <source>Sums</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Reports</name>
        <message>
            <source>Choose the days</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Last 30 days</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Last 7 days</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Last month</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Last quarter</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Last week</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This month</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This quarter</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This week</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Today</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Yesterday</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ReportsPage</name>
        <message>
            <source>Back to the report</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>By hour and day</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Calls</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Calls by hour</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Chart</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Chart or table</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose fewer days, or count again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Compare with the days before</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Contact rate</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copied as text and as a picture</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copy the evening report</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copy to pass on</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Count again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Counted {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Counting</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Export</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Export this report</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Exported to {file}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>How a number is counted</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Keep to a campaign, source or tag</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Not counted</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Practice never counts</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reading the rows</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Report</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reports</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save picture</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save the evening’s picture</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Saved</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Saved as {file}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Saved reports</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Table</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The day after</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The day before</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The picture can’t be saved as {file}. Copy it instead.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The rows behind a number</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What the map shows</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Writing the file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>calls</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>conversations</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>RequestActs</name>
        <message>
            <source>Add a file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose a file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Delete everything we have</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>New request</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open the file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open the lead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Proof {number}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Request</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What is asked</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What is shown</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Which requests</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>RequestCard</name>
        <message>
            <source>Choose one in the list, or take a new one down: N.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Named to act for them: {name}, {contact} · {case} · {proof}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No request chosen</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Request</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>These are {client}’s data: pass it on to them.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What was done</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{reference} · {how}, {when}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>RequestWatcher</name>
        <message numerus="yes">
            <source>%n people complained in 10 days.</source>
            <translation>
                <numerusform>%n people complained in 10 days.</numerusform>
                <numerusform>%n people complained in 10 days.</numerusform>
            </translation>
        </message>
        <message>
            <source>A request is late:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A request presses:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>An incident:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Complaints:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Contacts exported.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Every campaign is paused; an admin lets them go on.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Fill it in</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>For good:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Letters to people who ask about their data, and certificates, wait for it; calling does not.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Look, and go on</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Look, or cancel</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name a grievance officer.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open the campaigns</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open the incident</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open the requests</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Promotional campaigns are paused; an admin lets them go on.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Put back from a copy.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What went out</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Whoever was erased since may be in it again; no campaign is called before you look.</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>and %n more</source>
            <translation>
                <numerusform>and %n more</numerusform>
                <numerusform>and %n more</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} people are erased from {when} on.</source>
            <translation>
                <numerusform>{count} people are erased from {when} on.</numerusform>
                <numerusform>{count} people are erased from {when} on.</numerusform>
            </translation>
        </message>
        <message>
            <source>{first} to {last}: {people}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{person} {count}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{who} must be told by {when}: {what}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>RequestsModel</name>
        <message>
            <source>Came</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Dealt with</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reference</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>State</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Still to answer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Taken by</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Until when</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Who asks</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>RequestsPage</name>
        <message>
            <source>All requests</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>List</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>List of requests</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>List or request</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Looking …</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>New request</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nobody has asked</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Request</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Request {reference}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Requests</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Still to answer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The requests could not be read</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What is asked</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What people ask about their data stands here, with the days it is answered in.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Whatever is asked</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Which requests</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Written to {folder}, and attached to the lead</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>{} request(s) to answer</source>
            <translation>
                <numerusform>{} request to answer</numerusform>
                <numerusform>{} requests to answer</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>RestoreCard</name>
        <message>
            <source>A second word for this computer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Back</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Backup file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose a backup file; its name ends in .crmbackup.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Everything comes back as it was when the backup was made. What is here now is kept aside.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Needed on another computer; leave it empty on the one that made the backup.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Recovery code</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Restore</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Restore a backup</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ResultFieldsEditor</name>
        <message>
            <source>Add a field</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Add a field, or what a sale needs.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Ask it earlier</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Ask it later</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Ask it no more</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Asks for nothing: one key saves it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Between commas, one key each: Price, Timing, Has another offer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choices</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Chosen from Settings, Products. Asked only where there are some.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Field</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Fields asked after the call</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Kept with the sale, such as a policy number.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Kind</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Kind of the field</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Makes a sale to the caller’s credit. A team lead confirms it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name of the field</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Needed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>New field</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What a sale needs</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Yes: the sale is received already. Otherwise it is promised.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>no</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>yes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{result}” asks after the call</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ResultStep</name>
        <message>
            <source>Result</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Result, and what was odd</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What was odd</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ResultsEditor</name>
        <message>
            <source>Add a result</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Key</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Move down</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Move up</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name of the result</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>New result</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Result</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Results</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Take away</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What it means</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ResultsPanel</name>
        <message>
            <source>Call-back</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Next: when to call</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Result</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save and next</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>one key saves and brings the next lead</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ResultsSection</name>
        <message>
            <source>One key each, in this order. At most 15; the first nine are 1 to 9. When each is tried again stands under Rules. What counts as a conversation or a success changes from tomorrow on.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Results</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ResultsWatcher</name>
        <message>
            <source>To rule on:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Your results:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{state}, confirmed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{who} changed your sale {product}, {amount}: {state}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{who} contests a time of the own day: “{why}”</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{who} contests what was done with {lead}: “{why}”</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{who} entered leave for you: {days}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{who} refused what you said of your time: “{why}”</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{who} refused what you said of {lead}: “{why}”</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{who} ruled that what was done with {lead} was yours: “{why}”</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{who} ruled that your sale to {lead} was another’s: “{why}”</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{who} upheld what you said of your time: “{why}”</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{who} upheld what you said of {lead}: “{why}”</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ReviewForm</name>
        <message>
            <source>Drop</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Keep as draft</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Note</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Note to the person</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Publish</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Result</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Score {score}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What went well, what to try next time</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a fatal question: 0 %, whatever else</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{count} left</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{got} of {most} points, pass mark {mark} %</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ReviewReading</name>
        <message>
            <source>A fatal question was answered with no: 0 %, whatever else.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Who looked:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>pass mark {mark} % · by {name}, {when}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{got} of {most} points = {score}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ReviewsWatcher</name>
        <message>
            <source>Coaching:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Your reviews:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>you talk with {who} about the call with {lead}: {when}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{who} answered your review of the call with {lead}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{who} reviewed your call with {lead}: {result}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>RightsPanel</name>
        <message>
            <source>Act</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What each role may do</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>RowBars</name>
        <message>
            <source>Bars of the report</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>RowsModel</name>
        <message>
            <source>Row</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>RowsPanel</name>
        <message>
            <source>Back to the report</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Formula, version {number}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No rows</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing adds to this number.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Rows</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Rows behind it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Ruled: {words}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the first {shown} are shown, an export has all</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>{count} row(s)</source>
            <translation>
                <numerusform>{count} row</numerusform>
                <numerusform>{count} rows</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>RuleChart</name>
        <message>
            <source>{hour}: {today} calls by today’s rule, {changed} by the changed one</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{hour}: {today} dialable by today’s rule, {changed} by the changed one</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>RulePopover</name>
        <message>
            <source> min</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source> s</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Another amount</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Another product</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Another result</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>From</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Its person reads it, and it is kept with the row.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Minutes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nobody else of your team has a sale of this lead. An admin sees every team’s.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Refused: it counts as it did</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Rule on this row</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Rule so</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Ruled. {person} is told</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say why in a sentence</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Seconds</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The ruling</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Until</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Upheld: another amount</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Upheld: another length</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Upheld: another product</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Upheld: another result</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Upheld: at work</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Upheld: away</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Upheld: cancelled, not counted</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Upheld: not cancelled, it counts</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Upheld: not counted</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Upheld: on a break</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Upheld: signed out, not at work</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Upheld: somebody else’s call</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Upheld: somebody else’s sale</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Upheld: this sale is {person}’s</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Which break</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Which sale</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Whose it was</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>from</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>until</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>RulesPart</name>
        <message>
            <source>Between commas: asked, customers, agreed, list. Empty: nobody.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Change the rule</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Changed by {name} on {day}: {note}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose a rule first.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose whose rules are kept.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Coming</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>For every call</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>For what people ask about their data</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>From</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>How long it is kept</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No rules</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Rule</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Rule changed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Rules</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Rules of</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Rules we keep</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save this rule first.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say why, such as the notice or who advised it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Since</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Source</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Such as 10:00-21:00</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Such as the notice, or who advised it. It is kept with your name.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The rule</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>These rules hold from now on</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>To know; the program doesn’t check them yet</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Value</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What holds until then stays as it is.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What the law says about calling, with its dates. Facts, not legal advice.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Why</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>RulesSection</name>
        <message>
            <source> min</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A lead is tried on {numbers}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A lead that belongs to nobody goes to whoever is free.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A lead that belongs to somebody is called {who}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A lead, all numbers together</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A lead, over all its numbers:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A number</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A number:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Counted for the number, also when several leads share it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>How often</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leads tried before, in turn</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leave a number in peace for</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leave a number in peace for {gap} after a call</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name of these rules</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>New leads, in turn</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Of them, {first}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Of them, {skill}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Order</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Others may call after</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Others may call it {minutes} after it was due</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Parts of the day: until 12:00, until 16:00, evening. “–” is no limit.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Promised ones first, then {retries} tried before for {new} new</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Same number, same person for</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Trying again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Version {no} holds now. Saving other rules makes the next one; none is lost.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What callers must be able to</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What each person can is set on the page People. Who is absent is passed over.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Which of a lead’s numbers</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Which of them come first</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Who calls</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Who calls a lead that belongs to somebody</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Who spoke with a number keeps it for {days} days</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>by anyone of the campaign</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>by its owner first, then by anyone</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>by its owner only</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>its first number, as long as it may be called</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>its numbers in turn</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the oldest first, whatever their score</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>those with the highest score first, then the oldest</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{whose} at most {per_day} a day, {per_24h} in 24 hours, {per_week} a week, {lifetime} in all</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{whose}: at most a day</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{whose}: at most a week</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{whose}: at most in 24 hours</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{whose}: at most in all</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>RulingsDesk</name>
        <message>
            <source>Contest this row</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Contested rows</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Contested rows and rulings</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open the review</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Review this call</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Review this call, or open its review</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>RunningView</name>
        <message>
            <source>Go on</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Importing</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Importing {file}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stop it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stop the import? Nothing of it stays behind.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stopping, and taking back what was written.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>You can go on working meanwhile. The leads are there all at once, when all are read.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>SaleActs</name>
        <message>
            <source>Days</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open the lead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Ready reason {number}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sale</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>State</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What is shown</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>SaleCard</name>
        <message>
            <source>Amount changed to {amount}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Changed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose one in the list.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Confirmation taken back</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Confirmed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No sale chosen</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open the lead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reference: {reference}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sale</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sold by {person}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Steps of the sale</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>SaleFilters</name>
        <message>
            <source>All days</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>All states</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Days</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Everybody</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Last 7 days</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Last month</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sold by</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>State</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This month</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Today</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Waiting for confirmation</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>{count} sale(s), {amount}; confirmed {sure}, {sum}</source>
            <translation>
                <numerusform>{count} sale, {amount}; confirmed {sure}, {sum}</numerusform>
                <numerusform>{count} sales, {amount}; confirmed {sure}, {sum}</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>SalesModel</name>
        <message>
            <source>Amount</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Confirmed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Dealt with</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Lead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Product</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sold by</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>State</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Waiting for confirmation</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>When</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>confirmed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>waits</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>SalesPage</name>
        <message>
            <source>A result that asks for an amount makes one. Look at other days or states.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Changed: {product}, {name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>List</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>List of sales</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>List or sale</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Looking …</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No sales here</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sale</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sales</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The sales could not be read</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Try again</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>{} sale(s) to confirm</source>
            <translation>
                <numerusform>{} sale to confirm</numerusform>
                <numerusform>{} sales to confirm</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>SamplingPanel</name>
        <message>
            <source> s</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>%n left out</source>
            <translation>
                <numerusform>%n left out</numerusform>
                <numerusform>%n left out</numerusform>
            </translation>
        </message>
        <message>
            <source>A week</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Also calls whose length nobody measured</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Back to the list</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>By</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Calls a person and week</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Campaign</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Drawn of the week from {day}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Each rule draws once a week is over, at random: whoever has the seed draws the same calls. Practice, ruled-out calls and those already reviewed are never drawn.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>End this rule</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Every campaign</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Everybody</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Everybody’s calls</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It draws no more; what it drew stays</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Keep this rule</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>Kept. %n call(s) drawn of last week</source>
            <translation>
                <numerusform>Kept. %n call drawn of last week</numerusform>
                <numerusform>Kept. %n calls drawn of last week</numerusform>
            </translation>
        </message>
        <message>
            <source>Last week’s draw</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Longer than</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>New rule; it takes the place of one for the same</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No rule yet</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Not measured</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing is drawn until there is one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing was drawn</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Rules</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Seed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The next draw is when this week is over.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The seed is a whole number, or empty: then one is chosen.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What came of it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Which calls are drawn</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Whose calls</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>You lead no team. Ask an admin to put you into one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>chosen for you</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>drawn too</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>every campaign</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>left out</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{calls} calls a person and week longer than {seconds} of {whose} in {campaign} with the seed {seed}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{seconds} s</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>SavedDesk</name>
        <message>
            <source>Saved report deleted: {name}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>SavedList</name>
        <message>
            <source>Delete {name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing is saved yet. Choose a report, its days and what it keeps to, then save it under a name.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Rename or share {name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save this report</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Saved reports</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>When {name} is written to a folder</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Written to a folder by another computer of yours.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>compared</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>last {day} {time}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>shared</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>shared by {person}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{often} · next {day} {time}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Saving</name>
        <message>
            <source>Campaign saved: {name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Each result needs a name.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Schedule</name>
        <message>
            <source>Every day</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Every month</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Every week</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Monday to Friday</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Monday to Saturday</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>day {day}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ScheduleForm</name>
        <message>
            <source>At</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose a folder</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Folder</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Format</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>How often</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No longer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>On which day</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>On which day of the month</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This computer writes it while you are signed in; what was missed is written then.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Write it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Write it to a folder</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name} is no longer written by itself</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name} is written by itself from now on</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ScriptView</name>
        <message>
            <source>Next</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Next step</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Script</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Step before</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This campaign has no script yet.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>step {at} of {all}</source>
            <translation type="unfinished" />
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
        <name>SeatsPanel</name>
        <message numerus="yes">
            <source>%n erasure(s) are closed by that.</source>
            <translation>
                <numerusform>%n erasure are closed by that.</numerusform>
                <numerusform>%n erasures are closed by that.</numerusform>
            </translation>
        </message>
        <message>
            <source>Each keeps some leads for itself, and lets go of erased people within minutes of reaching the server; a certificate closes when all have. Retire one that is lost, sold or broken: its sign-ins end, and what was done there and never sent is not taken any more. Should it come back, it clears itself first.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Erasures wait</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Last seen</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Press again to retire {name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Retire the workstation</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Retired.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say what became of it: sold, stolen, broken.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Signed in last</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stays in certificates: name nobody in it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What became of it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Workstation</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Workstations</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>none</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>retired, came back empty</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>retired: {why}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>SecondFactorPart</name>
        <message numerus="yes">
            <source>%n code(s) on paper left</source>
            <translation>
                <numerusform>%n code on paper left</numerusform>
                <numerusform>%n codes on paper left</numerusform>
            </translation>
        </message>
        <message>
            <source>After your password the program asks for six digits that an authenticator on your telephone shows. Whoever learns your password alone gets no further.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Code of your authenticator</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Codes for a lost telephone</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Each works once. Save them now or write them down: they are shown only this once.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>I have them</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Off</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>On</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>On since {day}. {left}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>PDF (*.pdf)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save as PDF…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save the codes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Saved. Keep it away from this computer.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Scan it with an authenticator</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Second factor</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Set it up</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Switch it on</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Take it away</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The password is enough again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The secret as a QR code</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The six digits it shows</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Then type the six digits that it shows.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Type a code first.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Type the six digits that your authenticator shows.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>With a code of now, or one on paper. Afterwards the password is enough.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Without a camera, type this in:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Your password is enough to sign in.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>sign-in codes {person}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ServerWatch</name>
        <message numerus="yes">
            <source>%n act(s) that were never sent went too.</source>
            <translation>
                <numerusform>%n act that were never sent went too.</numerusform>
                <numerusform>%n acts that were never sent went too.</numerusform>
            </translation>
        </message>
        <message>
            <source>An admin had retired this workstation. What it kept of the team’s leads is cleared.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Got it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sent later:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Server not reachable: go on calling, your calls are kept here</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>Server not reachable: your calls are kept here (%n waiting)</source>
            <translation>
                <numerusform>Server not reachable: your calls are kept here (%n waiting)</numerusform>
                <numerusform>Server not reachable: your calls are kept here (%n waiting)</numerusform>
            </translation>
        </message>
        <message>
            <source>Signed in without the server: go on calling, your calls are kept here</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The server is back</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>The server is back, and all is sent: %n call(s)</source>
            <translation>
                <numerusform>The server is back, and all is sent: %n call</numerusform>
                <numerusform>The server is back, and all is sent: %n calls</numerusform>
            </translation>
        </message>
        <message>
            <source>Type the password</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Your calls are kept here. {why}</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>and %n more</source>
            <translation>
                <numerusform>and %n more</numerusform>
                <numerusform>and %n more</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ServiceForm</name>
        <message>
            <source>Cancel</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Change what was done</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Due again (optional)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Give the day it was done.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Is it {date}? Save again if so.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Note</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Note (optional)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Price (optional)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Such as 6 months or 18/5/2027. It reminds you.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Such as aaj or 18/11.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What was done</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>When</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>SetUpCard</name>
        <message>
            <source>An admin of a team signs in with a password and a code. Scan this with an authenticator on your telephone, then type the six digits it shows.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Go on</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Saving…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Set up your second factor</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The secret as a QR code</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The six digits it shows</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Without a camera, type this in:</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>SettingsPage</name>
        <message>
            <source>Part of the settings</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save first, or leave again to drop what you changed.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Settings</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>SettingsPart</name>
        <message>
            <source>Save</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Saved</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ShareCard</name>
        <message>
            <source>Everything is copied to the server and compared. Until that is done nothing changes.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Server</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sharing with the team</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>SharedCard</name>
        <message>
            <source>Copied</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copy all</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Give everybody the invitation and their one-time password. The passwords are shown only now, work for two days, and are changed at the first sign-in.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Give the invitation to everybody you add from now on.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Shared with the team</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show as QR</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sign in</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The invitation as a QR code</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The invitation’s file:</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>SignInCard</name>
        <message>
            <source>CRM Desktop</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Forgot the password?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Keep my name on this computer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Keep my password in the key store</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Other workspace</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Password</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Person</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sign in</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sign in to start your day. It is counted from here.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Type your name, or choose it from the list.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Type your password.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Simulator</name>
        <message>
            <source> (today’s rule: {today})</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%n lead(s) would never be reached</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>All tries used</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Asked not to be called</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Belong to someone who isn’t at work then</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Doesn’t run dry any more (today’s rule: {today}).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Due later</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Every lead would be reached sooner or later.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Have no number that can be called</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It doesn’t run dry by either rule.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Need someone who can do more</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No reason to call them any more</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only outside the hours people work</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Runs dry at {when} by either rule.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Runs dry at {when} instead of {today}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Runs dry at {when}; by today’s rule it doesn’t.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Their turn didn’t come in that time</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Too few calls so far: usual values are taken for {what}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>how calls end</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>how long they take</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>who works when (10:00–18:30)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{calls} calls instead of {today}, {answered} answered instead of {before}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{count} at work</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{days} · {people} · rests on {calls}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{pace} a call</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{reason} (from {when})</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>SimulatorPanel</name>
        <message>
            <source> days</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Calls</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Changed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Changed rule</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Colleague</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Dialable</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Dialable at the start</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>How many days</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Last days</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leads that were not called, by reason</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Not called</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Opens the leads of the line chosen by name, in the list of leads</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>People</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>People and chance</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>People at work tomorrow, 0 for those of the last days</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Person</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Plays the rules as you see them, beside those that are saved. Nothing is changed.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Ran out</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>See these leads</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Seed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Seed: the same number gives the same luck</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Today’s rule</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Tomorrow</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Try it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Try it before saving</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Trying the rules out</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What each person would do</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What is played</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What the chart shows</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>as usual</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>SkillsForm</name>
        <message>
            <source>Between commas, such as Hindi, Marathi. Campaigns may ask for it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cancel</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What {name} can</source>
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
        <name>TakeFactorCard</name>
        <message>
            <source>Cancel</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>For somebody whose telephone and paper are gone. Make sure that it is them who ask: afterwards their password is enough until they set up another.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Take it away</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Take the second factor away?</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>TakersPart</name>
        <message>
            <source>At most so many waiting leads each</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>By skill</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>By weight</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Daily at {time}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Equally</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>Every %n minute(s)</source>
            <translation>
                <numerusform>Every %n minute</numerusform>
                <numerusform>Every %n minutes</numerusform>
            </translation>
        </message>
        <message>
            <source>How often</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>How they are shared out</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No limit</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Once, now</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only leads nobody has</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only people here today</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Weight of {name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Which field asks for the skill</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>waiting leads each at most</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>TalkBox</name>
        <message>
            <source>Save</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Talk it over at another time</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>TalkFields</name>
        <message>
            <source>Day of the talk</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Time of the talk</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>TargetHeader</name>
        <message>
            <source>{column} becomes</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Targets</name>
        <message>
            <source>Office: {goal}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Team: {goal}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>day</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>month</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>week</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{campaign}: {goal}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{done} of {target}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{done} of {target}, reached</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{done} of {target}, reached together</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{done} of {target}, {expected} by today</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{measure}, {period}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>TargetsEditor</name>
        <message>
            <source> min</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>0 for none.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>As everybody</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>For each</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>From</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No own target yet.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Set this target</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Set. It holds from {day} on</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Target</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Tomorrow or later: past days stay judged by theirs.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What is counted</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Whose</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>as everybody</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>none</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{measure}, {period}: {amount} from {day} on, set by {name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{measure}, {period}: {amount} until somebody sets another</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>TargetsPart</name>
        <message>
            <source>Days</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Days off owe nothing. What is changed here holds from tomorrow on.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Each caller without an own one</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Everybody’s work in it together, set at once. A person’s targets in it stand at People.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Goals of the team and the office</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Goals to reach, never caps. Those of one person stand at People, a campaign’s with it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Holidays of the office</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Keep these days</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>None ahead. Leave of one person stands at People.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Streaks, with Advanced on: each person sees the own one alone</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Targets</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Targets by day, week and month</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Team {name}, together</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The office, together</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The week begins on</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What is shown</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Working days of the office</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>TeamPart</name>
        <message numerus="yes">
            <source>%n thing(s) missing. Under each stands what mends it.</source>
            <translation>
                <numerusform>%n thing missing. Under each stands what mends it.</numerusform>
                <numerusform>%n things missing. Under each stands what mends it.</numerusform>
            </translation>
        </message>
        <message>
            <source>Asked each time, kept nowhere.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Asking the server</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Certificate</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Certificate of the server’s authority…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Certificates (*.pem *.crt);;All files (*)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Check and go on there</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Check and use</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Check the server</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Code of your authenticator</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copy of the server</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copy the link</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Empty: reports are asked of the server itself.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>For an office without a server, on a computer that stays on all day: sets up PostgreSQL, its certificate, the firewall and a backup every night, as the system’s administrator.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Invitations (*.crminvite)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Invite a workstation</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Make this PC the office server</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Moves this workspace to a PostgreSQL server (15 or newer), so that several computers work on it together. This computer stays one of them; the local file is kept as a backup.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing is missing.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reports are asked of the copy</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reports are asked of the server itself</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reports from a copy</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save as a file…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save the invitation</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Schema</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Server</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Share with the team</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Share…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show as QR</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The invitation as a QR code</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The invitation is saved</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The invitation says where the server is; nothing secret is in it. Each person signs in with their own name and password.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The link is copied</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The server administrator’s password</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The server moved</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The team’s server</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This computer goes on with {server}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Type your password: it will be yours on the server too.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What the server has</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>When the server has another name, address or certificate: this computer looks whether it answers there, and goes on there. Other workstations are told by a new invitation.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Where the server is now</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>With a second server that follows this one (a standby), long reports are asked there, so that calling never waits for them. While it is away or behind, the server itself is asked.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>With the name of the server’s administrator, without a password.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Your own password</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>none: those this computer trusts</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>TellsOnce</name>
        <message>
            <source>Look at it</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>TextsPart</name>
        <message>
            <source>All campaigns</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>As a lead gets it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>As in the lead’s field, such as Marathi. Empty: for everybody.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Brochure</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Campaign</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Channel</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose a file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Filled in for each lead: {places}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Language</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Links carry no files: its path is copied, and you attach it there.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>New text</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Offered where a lead is written to: in their language and of their campaign first.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save the text</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>State</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Subject</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Text</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Text saved: {name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Texts</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The text</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This text is offered</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>not offered</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>offered</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name} (not offered)</source>
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
        <name>Trend</name>
        <message>
            <source>Everybody</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Score by week</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{score}, reviews: {count}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>TrendChart</name>
        <message>
            <source>and {count} more</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>TruthPanel</name>
        <message>
            <source>Counting …</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Counting … {rows}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Every row has a number or an e-mail to know the person by.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>New leads</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Refuse</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Refused rows are saved as a file with the reason, ready to mend.</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>Repeated inside the file: %n row(s).</source>
            <translation>
                <numerusform>Repeated inside the file: %n row.</numerusform>
                <numerusform>Repeated inside the file: %n rows.</numerusform>
            </translation>
        </message>
        <message>
            <source>Rows looked at</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Rows read</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The first rows of a long file; all are gone through in the import.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The rows are being looked at.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What will happen</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>UndoPart</name>
        <message>
            <source>Keep it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Lead kept</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leads that were kept</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Take back “{name}”? {created} new leads go, {updated} are set back as they were. Leads someone worked on since stay, and are listed.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Take it back</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Taken back: {removed} leads removed, {restored} set back, {kept} kept.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Taking the import back</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Why</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Upkeep</name>
        <message>
            <source>Backup settings</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Do it now</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>If this computer breaks, it opens your data on another one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No backup today.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Print or save your recovery code.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Try again</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ViewsPopover</name>
        <message>
            <source>A view needs a name. Type one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>All leads</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Delete this view</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>My leads</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name of the view</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Overdue</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save the list as it is now</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save the view</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Share with everybody</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Shared with everybody</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>To call today</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Views</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>WaitField</name>
        <message>
            <source>{name}: unit</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>WaitingCard</name>
        <message numerus="yes">
            <source>Too many wrong passwords. You can try again in %n second(s).</source>
            <translation>
                <numerusform>Too many wrong passwords. You can try again in %n second.</numerusform>
                <numerusform>Too many wrong passwords. You can try again in %n seconds.</numerusform>
            </translation>
        </message>
        <message>
            <source>Type your password.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Wall</name>
        <message numerus="yes">
            <source>%n call(s)</source>
            <translation>
                <numerusform>%n call</numerusform>
                <numerusform>%n calls</numerusform>
            </translation>
        </message>
        <message>
            <source>Nobody is here yet</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The team</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The team is being read</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The team on the wall; Esc leaves</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>and %n more</source>
            <translation>
                <numerusform>and %n more</numerusform>
                <numerusform>and %n more</numerusform>
            </translation>
        </message>
        <message>
            <source>{calls} calls · {won} successes · {time}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{calls} · {won} won</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{now} to dial now</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>WhenField</name>
        <message>
            <source>kal 4 baje, Saturday 11 am, 25/11 15:30 …</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>WherePanel</name>
        <message>
            <source>Campaign</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose one</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Give the campaign a name.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Load what the columns mean from a file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name of the new campaign</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>New campaign …</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nobody, from the queue</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Owner</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Remember this layout</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Remember this layout for the next file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save what the columns mean to a file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Source</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The next file with these headings is understood at once</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Where they go</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>WhyBox</name>
        <message>
            <source>In a few words</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say why; it is kept with the sale.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Why</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{act}: why?</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>WhyFields</name>
        <message>
            <source>Customers since</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>How we can show it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Its proof</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say how you can show it, such as a form or a message.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say whom you have the list from.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The number we call from</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>They agreed on</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>They asked on</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>When</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>When they asked</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Whom we have it from</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>one day for all</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the date in “{column}”</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>WhyPanel</name>
        <message>
            <source>After today</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>All tries used</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Blocked</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Dialable later today</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Dialable now</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Every lead can be dialled now.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Finished</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Later today</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leads</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No leads yet: bring a list on the page Leads, or put leads into this campaign.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing more today.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>On screens</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Why leads can’t be dialled now</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Why not now</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>WhyPart</name>
        <message>
            <source>Answer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Answer kept</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Answered by {name}, {at}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Answered once for each campaign, in your name. Practice needs no answer.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Campaign</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Campaigns</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose a campaign first.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Enter the scrub</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Every active campaign is answered. An admin switches the gate on.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Every active campaign is answered. The gate can be switched on.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Keep the answer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Keep this answer first.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Make one on the page Campaigns.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No campaigns yet</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Now</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Numbers given</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Numbers taken out</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Overridden once</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reference</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Scrub entered</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Switch the gate on</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The answer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The gate is on</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The gate is on: nobody is called for whom nobody answered.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The gate isn’t on yet. Answer for every active campaign first.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The list was scrubbed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The operator took out who doesn’t want such calls. Enter it on the day it was done.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The operator’s report</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What follows: {what}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Who scrubbed it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Why</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Why may we call these people?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>not answered</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>WhyPopover</name>
        <message>
            <source>Campaign</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Why isn’t it dialling?</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>WhyStep</name>
        <message>
            <source>As answered for {campaign}: {answer}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose an answer. What follows is shown beside it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nobody here knows yet</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The leads come in, but nobody is called until somebody answers in the settings.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What follows</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Why</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Why may we call these people?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Why, and what follows</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name} answered it. These people are called for the same reason.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>WhyTexts</name>
        <message>
            <source>Belongs to somebody who is on leave or gone</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>WishesPanel</name>
        <message>
            <source>Days before a date</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Empty: as the date itself says.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>From</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>How to reach the customer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Saved how to reach the customer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Type a time such as 17:00.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Type numbers between commas, such as 30, 15, 7, 1.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Until</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Which way</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>WithdrawBox</name>
        <message>
            <source>It counts no more and stays to be read. The call can be reviewed again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Withdraw</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Withdraw this review?</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Wizard</name>
        <message>
            <source>Columns</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Duplicates</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>File</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Pasted cells</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Result</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Why we call</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>WordsBox</name>
        <message>
            <source>Add a file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>In a few words</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>WorkspacePart</name>
        <message>
            <source> days</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source> min</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>0 for no limit. Longer breaks are marked.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A call-back nobody made is broken after</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A month is closed after</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Advanced</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>An import can be undone for</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Breaks</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>By the office’s clock. The banner in the window stays.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Clock</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Coaching, rulings and streaks</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Counted from its last day, with Advanced on: then only a dated ruling changes it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Country, money</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Folder</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>For everybody</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>For teams with a lead. What was kept stays when it is switched off.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Hide phone numbers from telecallers</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Its lead goes back to the queue then.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Lock the window after</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>More than one can keep are promises to nobody.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No notifications from</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No notifications until</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Office</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open call-backs a person may have</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Phone numbers</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>They can still call; showing a number asks for a reason and is noted.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This workspace</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What is known of the kept leads is too old then. Promotional calls: 30 min at most.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Without a key or a mouse movement; never in a call or before its result is in.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Without the server, calling goes on for</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>until</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{reason} may take</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Writer</name>
        <message>
            <source>By which channel</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Change the text</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Own words</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Saved text</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Subject</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Text</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>To</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Write to a customer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Write to {name}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>WrittenByItself</name>
        <message>
            <source>Open the reports</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Until then it is tried every 10 minutes; nothing missed is left out.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Writing saved reports</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name} wasn’t written.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>_NewLead</name>
        <message>
            <source>Add the lead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cancel</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>New lead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Phone's log</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>_OfCampaign</name>
        <message>
            <source>Can be dialled now</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Shut</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>opens {when}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{reason}, until {when}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>appointments</name>
        <message>
            <source>Appointment as it was before</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Appointment cancelled</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Appointment did not take place</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Appointment took place</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Calendar file saved: {file}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>in {time}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>now</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>took place?</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>board</name>
        <message>
            <source>%n call(s) an hour</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%n call(s) behind the team</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%n late call-back(s)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>, </source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Break ended ({reason})</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leave taken back ({days})</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Moved to {campaign}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No leads yet</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing left to dial</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>On leave</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Paused for everyone</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Silent since</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>away for {time}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>break over by {time}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>lasts today at {pace}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>no lead for {time}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>no result for {time}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>nobody calls at present</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>not dialling for {time}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>not here today</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>on one call for {time}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>read {time}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>runs dry at about {time}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>sent {time}, not read yet</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>silent for {time}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{more} more by {time}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name} ended your break ({reason}): you are ready again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name} entered leave for you by mistake ({days}) and took it back.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name} moved you to {campaign}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{now} now</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>callbacks</name>
        <message>
            <source>Next service</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Rang us, not answered</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>closed, {time}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>due now</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>handed over, {time}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>in {time}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>kept, {time}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>late by {time}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>late, {time}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>not kept</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>quiet until {time}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{about}, {day}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>callers</name>
        <message>
            <source>Call with {name} entered</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Missed call of {name} noted here: a call-back once the server is back</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Missed call of {name} noted. {why}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Missed call of {name} noted: your call-back, {when}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Missed call of {name} noted: {who} calls back, {when}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>call-back {when}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>do not call</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>last call {when}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>lead of {name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>marked as wrong</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>never called</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>nobody's lead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>now</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>today</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>yesterday</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>your call-back {when}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>yours</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{days} days ago</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>calling</name>
        <message>
            <source>%n are a client’s whose agreement ended</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%n are colleagues’</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%n are in a campaign you don’t work on</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%n are on other screens</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%n are outside their hours</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%n are promised for later</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%n ask for a skill you don’t have</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%n can’t be called</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%n have a number that was dialled a moment ago</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%n wait for the paused campaign</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%n wait for their next try</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%n were skipped for a while</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%n were tried often enough for now</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>1 asks for a skill you don’t have</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>1 can’t be called</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>1 entry</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>1 has a number that was dialled a moment ago</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>1 is a client’s whose agreement ended</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>1 is a colleague’s</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>1 is in a campaign you don’t work on</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>1 is on another screen</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>1 is outside its hours</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>1 is promised for later</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>1 waits for its next try</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>1 waits for the paused campaign</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>1 was skipped for a while</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>1 was tried often enough for now</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>After the call</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>After the call {timer}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>After the call: how did it end?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>All saved</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>All saved {at}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>All sent {at}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Alt+V shows it, with a reason</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Break {timer}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Bringing the next lead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Call-back: {when}, {name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Calling is not possible now</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Campaign</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Chosen by you</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Dial on your phone</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Dialable now {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Dialling</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Do not call: answer only</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Give the result of this call first.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Held: you dial when you are ready. F8 goes on.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Hidden</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Later today {}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Lead of {name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Never call again. Why?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>New lead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Next lead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No leads yet</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Number copied</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>On a break</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>On a call</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>On a call · incoming</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>One moment</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Paused for everyone: {why}. Finish this call; no other comes.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Practice line: nobody is called, nothing counts</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Promised for {when}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Read</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reading the number</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Ready {timer}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Ready, nothing can be dialled at the moment</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Saving the result</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Saving…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Score {score}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Server not reachable: your calls are kept here ({} waiting)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Team goal reached</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The call was taken off this lead. F3 finds who it is.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The next lead is dialled by itself again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The server is slow: your calls are sent behind you ({} waiting)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The time after the call was over: {result}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Then the other number</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Then: {result}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>They rang</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This number is not the lead's any more. Give the result of the call.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This number may not be dialled any more. Choose another result.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Today {calls} of {target} calls</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What do they ask?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What do they say no to?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Which break?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Why do you need the number?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Why skip?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>You were on a call with {name}: give its result</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>afternoon</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>blocked</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>dialled, talk not measured</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>evening</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>finished</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>for {when}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>from {when}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>in {place}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>in {place}, calling hours ended at {until}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>in {place}, may be called until {until}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>may be called until {until}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>morning</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>no reason given</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>rang, talk not measured</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>talked, ended {at}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>when closed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{count} entries</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{measure} here {done} of {target}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name} skipped, comes again in half an hour</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{nth} try</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{nth} try of {most}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{number} is never called again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{place} opens {when}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{reason} · {minutes} min</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{result}, {duration}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{result}, {name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{result}: {when}, {name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} conversation</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} conversations</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} success</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{} successes</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>calls</name>
        <message>
            <source>entered later</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>from the phone's log</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>they called</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>campaigns</name>
        <message>
            <source>A lead, over all its numbers</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A lead’s numbers are tried in turn.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A number</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A number is left in peace for {gap} after a call.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>About a deal under way: papers, a payment, a delivery.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>About something they have from you: a renewal, a repair.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>After {result} again after {wait}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>After {result}: again after</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>After {result}: at most</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>After {result}: part of the day</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Calling</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Fri</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Goes back to the client</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Is deleted here</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Mon</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Not agreed yet</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Of them, {skill}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Off</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Own</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Paused</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Practice</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Promised ones first, then {retries} tried before for {new} new.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Promotional</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sat</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Scores don’t count: the oldest come first.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Service</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Somebody’s lead is called by anyone of the campaign.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Somebody’s lead is called by its owner only.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Somebody’s lead is called by its owner, by anyone {minutes} min after it was due.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sun</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Thu</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Transactional</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Tue</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Wed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Who spoke with a number keeps it for {days} days.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>You offer something new to them.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>all</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>another part of day</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>any time of day</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>days</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>everybody may call every lead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>h</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>min</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>only people for the lead’s city</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>only people for the lead’s company</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>only people for the lead’s source</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>only people for the lead’s state</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>only people for the product the lead asked about</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>only people who speak the lead’s language</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{done} of {target}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{most} a day</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{most} a week</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{most} in 24 hours</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{most} in all</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{result} again after {wait} {part} at most {most} times</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{rule}, at most {most} times</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{rule}, in another part of the day</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{whose}: as often as the other rules allow.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{whose}: at most {limits}.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>card</name>
        <message>
            <source>Bringing the archive back</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Saving…</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>coaching</name>
        <message>
            <source>Draft of {name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Talked over {when}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>To be talked over {when}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Withdrawn</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>fatal</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>not measured</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>only noted</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the call is gone</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{answer} · {got} of {most}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{answer} · {what}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>errors</name>
        <message>
            <source>--out is a folder for several files, and {file} is the name of one. Name a folder.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A call is still running or waits for its result. Give the result first.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A call lasts at most 12 hours. Type how long you talked.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A call-back can be put off by 1 to {limit} minutes.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A campaign has at most {limit} results, one key each. Remove some.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A campaign needs at least one result.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A certificate needs the grievance officer: name them with `requests officer`. Nothing was erased; without --out it is erased now, and `erasures certificate` writes the file later.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A column of the mapping file has no “header”. Save it anew.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A date reminds 0 to {limit} days before. Change {days}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A date reminds at most {limit} times. Leave some out.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A day has 24 hours. Type less time.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A lead needs a name or a phone. Type one of them.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A lead would be called once in all, so nothing could ever be tried again, on no other number either. Allow two calls, or set “1 in all” for a number.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A missed call at {at} is noted already. Nothing was added.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A notice has these texts: {known}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A notice says all of it: fill every field.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A number is left in peace for a day or more, yet may be called {limit} times a day: one contradicts the other. Shorten the gap, or allow one call a day.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A password must not stand in the server's address. Leave it out and set CRM_DESKTOP_OWNER_PASSWORD instead.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A person needs a name. Type one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A recovery code opens files of this computer, and this team's store is on its server. Ask an admin for a one-time password.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A report covers three years at the most. Choose fewer days.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A saved report needs a name. Type one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A scorecard has at most {most} questions; this one has {count}. Take some out.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A search can't be handed out again and again. Take filters instead.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A sheet of “{file}” reaches to row {row} and column {column}, too far for a list of leads. Delete the empty rows and columns behind the list, save it and bring it again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A tag needs a name of at most 60 letters. Type one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A target is a number from 0 on. Type another.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A team lead adds a file to what somebody else kept.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A team lead exports at most {most} contacts a day; today it would be {rows}. Ask an admin.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A team lead says that a person under 18 may be called.</source>
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
            <source>All cells of “{file}” show an error such as #N/A. Mend its formulas in Excel, save it and bring it again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>All weights are 0: nothing would count. Give at least one question a weight.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Allow at least one try.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>An appointment lasts {hours} hours at most.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Another big import is running in this workspace. Wait until it ends, then try again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Another computer is bringing the server up to date. Wait until it is done, then try again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Answer first why these may be called: {names}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Answer first why these people may be called.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>As many numbers as allowed ({most}) were looked up within an hour; the next from {at} on. Type the last digits to find your own leads, or ask your team lead.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>As many numbers as allowed ({most}) were shown to you within an hour; the next from {at} on. You can still call this one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>At most {limit} tries can be counted within a day or a week.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Before the colon stands the last sale of the slab: {part}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>By this computer’s clock this number is called only later: the clock was ahead, or is behind now. Set it right, or wait until {until}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Calling hours must begin before they end.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Calls of this kind may only be made {start}–{end} there. Choose hours within that.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Certificates wait until the grievance officer is filled in: Settings, Officer. The erasure itself doesn’t wait.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose a field of the lead that asks for a skill.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose a folder.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose a time of the day.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose among: {words}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose an age.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose an end within the next {days} days.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose at least one day for calling.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose at least one day of the week on which the office works.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose at least one person who gets leads.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose between 1 and {limit} days.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose between 1 and {limit} people.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose for which kind of call it is.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose how it was made sure who asks.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose how often the report is written.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose how the appointment ended.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose how the call ended.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose somebody of the team, neither who contests nor you.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose the day it is written on.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose the field by which leads are matched.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose the result that is given when the time after a call is over.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose the result: pass, fail or talk it over.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose the sale of this lead that another of the team has.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose today or a later day.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose today or a later day: what was decided before stays.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose when you talk it over.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose whether they are called first, as usual, or last.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose which one stays.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Coaching, rulings and streaks are switched off here. An admin switches them on in the settings, Workspace.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Data of people was erased here, and what keeps them away is only ever sealed. Give the archive a passphrase (commands: CRM_DESKTOP_ARCHIVE_PASSPHRASE).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Dialling is on. Nothing was changed.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Draw 1 to {most} calls a person and week.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Each field of “{result}” needs a name of at most {limit} characters.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Each result needs a name and a code of at most {limit} characters.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Each slab ends after the one before: {part}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Fill in what stands as “…” in the letter.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Give 0 to {most} days; with 0 it holds until they take it back.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Give a target between 0 (none) and {limit}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Give both hours, from and until, or neither.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Give the campaign a name.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Give the date of --asked-on as 2026-11-29.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Give the officer’s name, and an e-mail, a phone or an address.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Give the product a name.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Give the purpose a name.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Give the text a name.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Give the time of the next call, then save.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Give “{label}”, then go on.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Group {group} of the recovery code is mistyped. Compare it with the paper and type that group again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Here the system does this: {script}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>In the archive {name} is no admin. Make the empty workspace with one of its admins, or with a new name: {admins}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>In this office an admin deletes accounts. Ask for it instead.</source>
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
            <source>It was ruled how this call counts. It can't be undone any more.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leads are handed out every 5 minutes at most.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Letters wait until the grievance officer is filled in: Settings, Officer. The name and a way to reach them stand on each.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Made-up work is only filled into an empty workspace, and this one holds people or leads. Make a new workspace for it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Made-up work needs at least one person, and no negative numbers.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Make sure first who asks, and note how.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Mix at least one kind of lead: retries, or new ones.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name the campaign these leads are for.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name the receipt .json or .pdf.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No SIP provider is set. Enter its domain in the settings, or dial by hand.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No backup can be made: the file {file} is missing. Make a new recovery code in Settings, then back up.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No campaign is switched on. Ask an admin to switch one on.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No column says {missing}. A phone's log needs number, type and date; the headings here are: {headings}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No mail program is set up on this computer. Set one up, then try again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No more people can be taken out than were on the list.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No number of this lead may be dialled again: all tries are used or the numbers are blocked. Add a number, or choose a result that ends the work.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No number was found in this file. Name the column they stand in.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No port from 5432 to 5531 is free on this computer. End one of the servers on it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No program on this computer opens WhatsApp. Install WhatsApp or a web browser.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No program on this computer opens {scheme}: links. Install a softphone, or dial by hand.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No program on this computer sends messages. Link your phone (Phone Link, KDE Connect), or use WhatsApp.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No report is saved as “{name}”. There are: {names}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nobody called in this campaign in these days. Try tomorrow instead.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nobody has asked for this workspace to be deleted.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nobody has said why these people may be called. A team lead or an admin answers it in the settings, Why we call.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nobody here has such a skill yet, so leads that ask for one would be called by nobody. Say on the page People what each person can, then save this rule.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nobody is found by that. Nothing was changed.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nobody is found by “{text}”.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nobody is signed in to the team's server. Sign in, then try again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nobody reviews own calls. Ask another team lead or an admin.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nobody rules on own rows. Ask another team lead or an admin.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nobody who was erased is known by this. Nothing was changed.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>None of those who would work on this campaign can sign in any more. Choose somebody else.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Note first whom they named: that is what they asked for.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing can be written to {folder} ({why}). Choose another folder.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing is dialled since the store was put back from a copy. An admin says in Settings, Erased people, that it may go on.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing was pasted. Copy the cells in the spreadsheet and paste again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Numbers are hidden from your role, and {channel} would show this one. Ask your team lead.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Numbers can't be looked up here. Type the last digits to find your own leads, or ask your team lead.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Of one person, calls, messages, sales or everything can be held.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only a team lead or an admin can change campaigns. Ask one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only a team lead or an admin can change the texts. Ask your team lead.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only a team lead or an admin can confirm a sale. Ask your team lead.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only a team lead or an admin can do this for somebody. Ask your team lead.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only a team lead or an admin can do this. Ask your team lead.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only a team lead or an admin can export leads. Ask your team lead.</source>
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
            <source>Only a team lead or an admin reviews calls. Ask your team lead.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only a team lead or an admin rules on contested rows. Ask your team lead.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only an admin answers what people ask about their data. Ask an admin.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only an admin brings or ends lists of numbers that aren’t called. Ask an admin.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only an admin can add, change or disable people. Ask an admin.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only an admin can bring an archive back. Ask an admin.</source>
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
            <source>Only an admin can delete the workspace. Ask an admin.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only an admin can export the whole workspace. Ask an admin.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only an admin can lift a do-not-call. Ask an admin.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only an admin can make a new recovery code. Ask an admin.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only an admin can make or restore a backup. Ask an admin.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only an admin can move the workspace to a server or back. Ask an admin.</source>
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
            <source>Only an admin looks after the team’s workstations. Ask an admin.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only an admin sets what everybody is to reach. Ask an admin.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only an administrator can make this PC the office server. Start the command prompt with “Run as administrator”, then type the command again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only an own draft can be dropped; what is published is withdrawn instead.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only dates can remind; “{label}” is no date.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only owners call here, so “the same person for {days} days” can never decide. Choose one of the two.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only the last slab has no end: {part}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only the system's administrator can make this PC the office server. Type: sudo {program} office-server</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only their team lead or an admin sets this target. Ask one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only who asked has a date on which they asked.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only who made a call can contest it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only who made a sale can contest it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only whoever did this, or an admin, can take it back.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only whoever made this, or an admin, can stop it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only whoever saved this report can change it. Save it under a name of your own.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only whoever saved this view can delete it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only whose call it was answers a review.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Others may call after one minute to seven days.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>People agreed to it for another kind of call. Set a new purpose for this one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>PostgreSQL 15 or newer is not installed, and this system has no apt-get. Install PostgreSQL's server with your system's own program, then type the command again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>PostgreSQL 15 or newer is not installed. Install it (winget install PostgreSQL.PostgreSQL.17, or the installer from postgresql.org), then type the command again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Practice is not reviewed: it counts nowhere.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Practice, and calls without a result, count nowhere.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Question {place} has no text. Type it, or take it out.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Question {place} is fatal, so it is answered with yes or no. Choose that, or make it not fatal.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Question {place} is too long. Take at most {most} characters.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Questions {first} and {second} have the same text. Change one of them.</source>
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
            <source>Rule on one thing at a time: product, amount, state, whose it is.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Rule on one thing at a time: the result, the length, whose it is.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say --why as well: asked, customers, agreed or list.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say as what the time counts, and from when until when.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say from which case on they act.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say how many days before, such as 30, 15, 7, 1.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say how often: every so many minutes, or once a day.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say how the guardian showed who they are.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say how they asked for it; it is kept in the certificate.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say how whom they named is reached.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say how you can show it, such as a form or a message.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say in a few words what happened.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say in at least one language what people are called for.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say it in {most} letters at most.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say since when they are your customers.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say until when the contract lasts.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say what became of it: sold, stolen, broken.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say what for and which way: --purpose and --way.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say what shows it, such as the form’s number or their message.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say what shows it, such as their message or the operator’s letter.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say what shows that they named them, such as a signed letter.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say what the appointment is about.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say what the person agreed to.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say what was answered; it is kept.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say what was done.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say what was sold.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say when they asked: --asked-on with a column of the file or a day.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say which admin gets the new password: {names}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say which law or order wants it kept.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say who asked for it, and how; it is kept in the audit.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say who asks for it and on which ground; it is kept.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say who asks.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say who is meant: a phone, a name or an e-mail, or --id.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say who it is.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say who scrubbed the list and under which reference.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say who speaks for this person.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say whom they named.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say whom you have the list from.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say whom: --text, --status, --campaign, --tag, --city, --result or --import.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say whose leads these are.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say whose list it is, in a few words.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say whose target it is: --person, --campaign, --team, --each or --office.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say why dialling may go on without the list of erasures; it is kept.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say why in a sentence; it is kept with the row.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say why in at most {limit} characters.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say why it is opened again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say why it must be kept, such as the case and its number.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say why it takes longer; the person is told.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say why the leads are exported; it is kept in the audit.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say why this campaign may be called.</source>
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
            <source>Say why, and by which law; the person is told.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say why, such as the notice or who advised it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say why; it is kept with the sale.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say with --people how many are erased. The filter finds {count} now; --count tells more.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Set {name} to {told}; nothing secret stands on a command line.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Slabs change from tomorrow on. Choose a day after {day}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>So many leads were taken or numbers looked up with this sign-in within the hour that the server stops. Go on in the next hour, or ask your team lead.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Some notices are still owed. Send them first.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Somebody chosen can't take leads any more. Choose again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Somebody is on a call with this person now. End it, then erase.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Somebody is on a call with {count} of these people now. End it, then erase.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Somebody with this number or e-mail had their data erased, and must not come back by our own act. If they asked anew themselves, or the number is another person's now, an admin lifts it first.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Someone changed the people meanwhile. Nothing was moved. Try again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Someone changed these wishes meanwhile. Look at them again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Someone changed this appointment meanwhile. Look at it again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Someone changed this appointment since. It can't be undone any more.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Someone changed this call-back meanwhile. Look at it again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Someone changed this product meanwhile. Look at it again, then save.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Someone changed this record meanwhile. Nothing was overwritten: look at it again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Someone changed this record since. It can't be undone any more.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Someone changed this sale since. It can't be undone any more.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Someone else changed the campaign {name} meanwhile. Look at it again, then change it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Someone else changed the purpose {name} meanwhile. Look at it again, then change it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Someone else changed the text “{name}” meanwhile. Look at it again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Someone else changed this campaign meanwhile. Try again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Someone else changed this person meanwhile. Look again, then change.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Someone else changed this review meanwhile. Look at it again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Someone else has changed this incident. Look at it again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Someone else has changed this request. Look at it again.</source>
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
            <source>Stopped half-way: the workspace holds part of the made-up work. Make a new workspace to try again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Targets change from tomorrow on. Choose a day after {day}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>That is too long. Use at most {limit} characters.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The agreement ends on {day}, and until then no time is left to call anybody. Give a later day, or change the days, hours or holidays.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The agreement with this client has ended. Nobody is called for it any more.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The amount must be more than 0. Type it again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The appointment is at {at}. Until then it can be moved or cancelled.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The appointment must end after it begins.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The archive has a passphrase and this is not it. Type the one it was made with.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The archive itself has no passphrase, but what keeps erased people away is sealed in it by one, and this is not it. Type the one it was made with (commands: CRM_DESKTOP_ARCHIVE_PASSPHRASE, or the CRM_DESKTOP_PASSPHRASE of that workspace).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The archive {file} is damaged or incomplete. Nothing was changed. Copy it again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The archive {file} was made by CRM Desktop {version}. Update the program, then bring it in.</source>
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
            <source>The brake of complaints holds this campaign. An admin lets it go on.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The call counts as that already. Choose another result.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The call counts as that long already. Type another length.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The call would end in the future. Type when it was, or how long.</source>
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
            <source>The campaign {name} is paused. Choose another one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The campaign {name} is paused: {why}. Choose another one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The campaign {name} is switched off. Choose another one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The campaign {name} still calls for this purpose. Choose another one there first.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The certificate of the server {server} is not the right one ({words}), so nothing was sent. Check the server's name, this computer's date, and give the certificate of the authority that signed it (--certificate FILE; it may be the server's own).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The certificate {file} can't be read ({why}). Name the file where it lies on this computer.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The chosen owner is not one of your people. Choose another.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The clock of this computer is far from the server's, so the last change was not saved. Set the clock right, then try again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The clock of this computer shows {now}, but the last work here was saved at {last_act}. Set the clock right, then open the workspace again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The column that says when they asked isn't in this file.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The commas in “{text}” stand in odd places. Type {better} if you mean that.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The computer's key store is locked or does not answer. Unlock it and try again, or open the workspace with its recovery code.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The contract has ended already. Give a later last day.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The copy {server} can't be used for reports: {why}.</source>
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
            <source>The fields of this result were changed meanwhile. Choose the result again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The file can’t be written to {folder}. Is the disk full or locked?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The file {file} belongs to another workspace, so it can't open this one. Nothing was changed. Put this workspace's own file back, from a copy of its folder or a backup.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The file {file} can't be read ({why}).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The file {file} can't be written ({why}). Choose another place, or close the program that has it open.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The file {file} can't be written. Choose another folder.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The file {file} is already there. Choose another name.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The file {file} is damaged. Nothing was changed. Join the team again in a new folder, with the invitation.</source>
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
            <source>The file {file} is not a mapping of columns. Save one in the import window, or leave --map out.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The file {file} is not a workspace of CRM Desktop. Nothing was changed. Choose another folder, or move this file away.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The filter finds {count} people now, and {expected} were counted. Look at them again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The filter finds {count} people; {most} are possible at once. Narrow it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The first day ({first}) comes after the last ({last}). Give them the other way round.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The folder {folder} can't be read ({why}). Name the folder with the copy of the backups.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The folder {folder} can't be written ({why}). Choose another place.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The folder {folder} can't be written to. Ask for the right to write there, or choose another folder.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The folder {folder} can't be written.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The folder {folder} can't be written. Choose another one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The folder {folder} is not empty. Choose a new one for the workspace.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The folder {folder} is on a network drive, where a workspace file gets damaged. Choose a folder on this computer's own disk; to share a workspace in a team, use PostgreSQL.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The folder {folder} isn't there now. Connect it or make it again, or choose another for this report.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The gap between two calls is at most 7 days.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The hours leave no time to call people in {zone}. Change the calling hours, the office’s hours or the days.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The hours must begin before they end.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The invitation can't be written to {file} ({why}). Choose another place.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The invitation {file} can't be read ({why}). Check its name, or ask your admin for it again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The key does not fit the workspace file {file}. Nothing was changed. Open it with its recovery code, or check that the file belongs to this workspace.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The key of the audit is missing since this store was put back, so neither audit nor list of erasures can be read. Bring the files of keys (docs/shared-store.md).</source>
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
            <source>The law holds data here until {day}: {reason} ({law}). Lift that hold first, under “How long we keep”, or wait.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The law keeps some of this until {day}: {law}. Give a passphrase that seals it (commands: CRM_DESKTOP_ARCHIVE_PASSPHRASE).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The lead was dialled again since. It can't be undone any more.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The leave ends before it begins. Choose a later last day.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The length of a call entered afterwards counts nowhere.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The letter can’t be written there ({why}). Choose another place.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The letter is empty. Say what was done.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The limit is at least one lead. Type a number, or leave it empty.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The list can't be scrubbed in the future.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The list can’t be of a day to come.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The list is full: it takes {most}. Take somebody off it first.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The logo is too large: {width} × {height} points, {size} kB. Take a smaller picture.</source>
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
            <source>The mapping is for {mapped} columns, but the file has {found}. Map its columns again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The mapping {file} can't be read ({why}). Check its name.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The month of {day} is closed: what its days asked for stays. Choose a later first day.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The name is longer than {most} letters. Shorten it.</source>
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
            <source>The next time must come after the day it was done.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The note is empty. Type a line.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The note is empty. Type something, or leave it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The note is too long. Take at most {most} characters.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The note is too long. Use at most {limit} characters.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The notice can’t be written there ({why}). Choose another place.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The notice in {language} doesn't say “{name}” yet. An admin adds its words in the settings.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The notice in {language} lacks: {missing}. Give them with --text FILE and --contact.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The notice is in {language} too. Say there as well what people are called for.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The number was dialled {limit} times that day, as often as allowed. Promise {better} or later.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The one-time password has run out. Ask your team lead for a new one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The pass mark is a percentage from 0 to 100.</source>
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
            <source>The picture {file} can't be saved. Choose another folder.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The port in the server's address is not one. Write it like {example}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The practice line only works in a practice campaign. Choose another way to dial, or another campaign.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The price can't be so. Type it again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The products were changed meanwhile. Look at them again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The purpose {name} is for another kind of call. Choose another one, or the other kind.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The purpose {name} isn't used any more.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The reason is too long. Use at most {limit} characters.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The reason names the person, and would be all that is left of them. Say how they asked, without name, number or e-mail.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The reason to call this person ended {ended}. Get their consent on record, or wait until they ask again.</source>
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
            <source>The refused rows can't be saved in the workspace's own folder. Choose another place.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The refused rows would overwrite the file they come from. Choose another place for them.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The report “{name}” can't be kept to a {what}: it is about whole days of people.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The report “{name}” can't be made by {by}. It can be by {choices}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The report “{name}” has no column “{column}”. It has: {columns}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The report “{name}” has no row “{key}” on these days. Its keys stand in it with --json; or take total.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The result of this call was taken back meanwhile. There is nothing to rule on.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The rules kept here give no more time for this.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The sale counts as that already. Rule something else.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The sale was changed or confirmed since. It can't be undone any more.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The same person calls for at most 365 days.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The score says otherwise ({score}, pass mark {mark} %). Say why in the note.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The scrubbed list ran out {ended}. Have it scrubbed again before calling.</source>
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
            <source>The seed is a number between 0 and {limit}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The seed is a whole number from 0 to {most}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The server asks for the password of {user}. Type it, or set CRM_DESKTOP_OWNER_PASSWORD.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The server can't be used yet. {told}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The server can’t be reached, and a file waits for it: keep “{name}” where it is, and add it when the server is back.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The server can’t be reached, and the clock of this computer shows a time before your last sign-in here. Set the clock right, then try again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The server can’t be reached, and this call-back isn’t kept on this computer. It can be changed when the server is back.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The server can’t be reached, and this lead isn’t kept on this computer. Note the call as a new lead with the number: it is put to the right lead when the server is back.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The server can’t be reached, and this lead isn’t kept on this computer. The appointment can be booked when the server is back.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The server can’t be reached, and this lead isn’t kept on this computer. They can be written to when the server is back.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The server can’t be reached, and this lead isn’t kept on this computer. Write down what was asked, and note it when the server is back.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The server can’t be reached, and your last sign-in at this computer is more than {hours} hours old. You can sign in when the server is back.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The server can’t be reached. Choose a campaign that was worked on here.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The server can’t be reached. This can be done when it is back.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The server can’t be reached. Until it is back only the leads kept on this computer can be called: take the next one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The server does not allow this with your sign-in, or the sign-in has ended. Nothing was changed. Sign in again; if that does not help, ask an admin.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The server has a login of this name already. Choose another sign-in name.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The server hasn’t been reached for too long to be sure that this person may be written to. Wait until it is back.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The server keeps no such value: a text is longer than any may be, or a choice, day or time zone is none there is. Nothing was changed. Shorten the text or choose again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The server no longer takes this password. Type the new one to go on.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The server takes no such name and password: one is wrong, or the workspace was taken off the server (unshare --drop), and then this folder opens nothing any more and can be deleted.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The server {server} offers no encrypted connection, so nothing was sent. Give it a certificate and turn TLS on (postgresql.conf: ssl = on, ssl_cert_file, ssl_key_file), then reload it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The server {server} refuses the connection: {words}. Mend that on the server, then try again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The server's address doesn't name its administrator. Write it like {example}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The server's logins came from an older PostgreSQL or were made by hand, so the program may not change this one. Nothing was changed. Have the server's administrator run crm-desktop upgrade-server, then try again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The sheet “{sheet}” of “{file}” is empty.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The sign-in name “{name}” can't be used on a server. Take a shorter one that doesn't begin with “_”.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The sign-in name “{name}” can't be used. Take 2 to 40 letters, digits, dots or dashes.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The store was put back from a copy, and who was erased since comes first. Say in Settings, Erased people, that dialling may go on; then erase.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The subject is too long. Use at most {limit} characters.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The system did not take the number. Try again, or dial by hand and press Dial there.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The system's administrator was not asked or said no, so nothing was changed. In a terminal this does the same: {command}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The system's own PostgreSQL is older than 15. Use Debian 12 or newer, or install one from apt.postgresql.org, then run the command again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The team's server has an older version (data version {revision}) than this program. Ask an admin to bring it up to date: crm-desktop upgrade-server.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The team's server is spoken to in plain text on this computer, so {host} can't be its copy: what goes there would be open. Give the server a certificate first.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The team's server was put back without the key by which erased people are known, so nobody can be added. An admin signs in and looks at Settings, Erased people.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The team's server works with a newer version of CRM Desktop. Update the program on this computer, then sign in again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The team's workspace is no longer on this server, or this sign-in has no part in it. Ask an admin.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The text has {length} characters; {limit} are possible. Shorten it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The text is empty. Type something, or choose a saved text.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The time after a call is at most 30 minutes.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The time counts as that already. Rule something else.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The time ends before it begins. Look at both times again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The tour had nothing to type into at {step}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The tour lost the window at {step}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The tour waited {seconds} seconds for {step} in vain.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The weight of question {place} is a whole number from 0 to {most}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The window did not take the size {size}.</source>
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
            <source>The workspace is deleted from {day} on; until then it can be cancelled.</source>
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
            <source>The workspace's file is damaged: {tables} is missing or not whole. Nothing was moved. Bring back a backup (crm-desktop --workspace NEW restore FILE), then share that.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There are no rules of {profile}. Choose among: {known}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There are too many files named {name}. Delete some.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There are workspaces in this server's database already ({schemas}). Nothing was put back. Where the backup is to stand in their place, drop the database first, then type the command again: sudo -u postgres psql --port {port} -c "DROP DATABASE {database} WITH (FORCE)"</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There can be at most {limit} products.</source>
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
            <source>There is a product {name} already. Choose another name.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is a purpose of this name already. Choose another name.</source>
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
            <source>There is no backup in {folder}. It needs crm-DATE.dump and crm-DATE.roles.sql of the same night, and should have the files of keys and the list of erasures beside them.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no campaign “{name}”.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no campaign “{name}”. Check its name.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no campaign “{name}”. There are: {names}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no certificate in {file}. Choose the certificate of the authority that signed the server's (PEM, often root.crt or ca.crt).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no column {column} in this file.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no daily backup yet. Make one first.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no database {database} on the server {server}. Make it: CREATE DATABASE {quoted} ENCODING 'UTF8' TEMPLATE template0 LOCALE 'C.UTF-8';</source>
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
            <source>There is no folder {folder}. Choose another, or make it first.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no folder {folder}. Make it first.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no import {id}. Its id is in the answer of `import`.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no lead {id}. Its id is in the answer of `leads find`.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no notice in this language yet. An admin writes it in the settings, Consent.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no purpose “{name}”. See `purposes list`.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no purpose “{name}”; there are: {known}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no recovery file in {folder}. Restore a backup instead: each backup carries its own.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no report “{name}”. There are: {names}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no request “{request}”. See `requests list --all`.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no rule {rule}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no scorecard here any more. Look at the list again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no status “{status}”. There are: {known}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no such date. Type day/month/year, such as 5/12/2026.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no such erasure. Look at the list again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no such workstation in use. Look at the list again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no tag “{tag}”. Choose another.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no talk to come about this review. Look at the list again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no target called “{target}” for a column.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no team “{name}”. See `people list`.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no time zone {zone}. Choose one of the list, such as Asia/Kolkata.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no workspace in {folder}. Check the folder, or make a new workspace there.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no workstation “{text}” in use. `seats list` shows them.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is nobody called “{name}” among those whose figures you may see.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is nobody with the sign-in name “{name}”. See `people list`.</source>
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
            <source>These days are leave already. Choose others.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>These figures are not yours to see. Ask your team lead.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>These rules have changed meanwhile. Look at them again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>They have {limit} open call-backs, as many as allowed. Choose someone else.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>They may only be called until {ended}. Promise an earlier time, or get their consent on record.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>They said no before. A team lead keeps that they agree again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>They said no. Nobody asks them again before {when}, unless they came to you by themselves.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This account was deleted already.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This account was deleted. Add the person anew.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This appointment does not exist any more.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This appointment was closed meanwhile. Nothing was changed.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This backup is of the workspace {name}, and {folder} holds another one. Nothing was changed. Choose an empty folder to restore it into.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This break is over already. Look at the board again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This break is over already. Take a new one.</source>
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
            <source>This call has no result yet. Review it once it has one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This call is contested already. Wait for the ruling.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This call is not here any more.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This call is not of your team. Ask an admin.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This call is not running any more. Take the next lead.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This call is not yours. Take the next lead.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This call isn’t one with this person. Choose how they said it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This call was deleted as too old. Nothing can be ruled about it any more.</source>
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
            <source>This campaign does not exist any more. Choose another.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This campaign is not here any more. Choose another.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This can't be done with the sale as it stands. Look at it again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This can’t be done with the request as it stands now.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This can’t be taken back any more: what past days asked for stays.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This can’t be wrong with such a row. Choose what is.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This claim is not here any more. Look at the list again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This code isn't right, or was used already. Wait for the next one and check the clock of your telephone, or take a code from your paper.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This computer has no usable key store, so the workspace's key is kept under a passphrase. Type the passphrase, or set CRM_DESKTOP_PASSPHRASE for commands.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This computer is not an office's server yet. Type: crm-desktop office-server</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This computer is not an office's server yet. Type: sudo crm-desktop office-server</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This date is still to come. Give the day it happened.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This day is still to come. Give the day it was done.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This e-mail address can't be used. Mend it on the lead's card.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This erasure has begun. It can't be taken back.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This erasure was cancelled already.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This field does not exist any more.</source>
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
            <source>This file is not here any more. Look at the list again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This has ended already. Ask them anew.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This import does not exist. Choose one from the list of imports.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This import is older than {days} days, too old to be taken back. Remove leads one by one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This import is still running. Wait until it is finished, or cancel it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This import was taken back already. There is nothing left to do.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This incident is closed. Open it again first.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This incident is not here any more. Look at the list again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This invitation is too long for a QR picture. Send the file or the link instead.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This is a one-time password. Sign in once and choose your own.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This is a one-time password. Sign in to the window once and choose your own.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This is kept: say it without the name, number or e-mail.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This is more than a year ago. Choose a later first day.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This is more than a year away. Give an earlier time.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This is more than a year. Choose an earlier last day.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This is neither a number nor an e-mail. Type it in full.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This is no picture that can be read. Take a PNG or a JPEG.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This is not a mapping file of CRM Desktop. Choose the file saved by an import.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This is still to come. Give the time it was said.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This is still to come. Give the time the request came.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This is still to come. Give the time you knew of it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This is the only admin. Make someone else an admin first.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This is too long. Use at most {limit} characters.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This isn't kept any more, or never was. Look at the list again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This isn’t carried out yet, so there is no certificate of it. See `erasures list`.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This lead belongs to someone else. Ask your team lead.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This lead belongs to someone else. Type the whole number that rang, then note the call.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This lead does not exist any more. Choose another one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This lead does not exist any more. Look for the person again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This lead does not exist any more. Take the next one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This lead has no e-mail address. Add one, then write.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This lead has no number that can be called. Add one, then call.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This lead has no number that can be written to. Add one, then write.</source>
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
            <source>This lead is in no campaign. Choose one.</source>
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
            <source>This lies in the time to come. Rule on what is over.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This link is not whole. Copy it again from its beginning to its end, or ask for the file.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This list has ended already.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This list may only be called from a 140 number. A team lead or an admin enters it in the settings, Why we call.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This list must be scrubbed by the operator before it is called. A team lead or an admin enters that in the settings, Why we call.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This merge can't be taken back any more.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This month is closed, and stays so. Only a ruling of a team lead changes its figures now.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This month was closed on {day}. Only a ruling of a team lead changes its figures now.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This names the person, and stays when all else goes. Give the number of the case.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This notice must also say: {fields}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This number can't be dialled. Mend it on the lead's card.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This number can't take messages. Mend it on the lead's card.</source>
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
            <source>This number may be called already, or isn’t the lead’s any more.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This number or address can't be written to any more. Choose another one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This number was dialled a moment ago. Wait until {until}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This number was dialled {limit} times in 24 hours, as often as allowed. Call from {until} on.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This number was dialled {limit} times in 7 days, as often as allowed. Call from {until} on.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This number was dialled {limit} times today, as often as allowed. Call from {until} on.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This number was dialled {limit} times, as often as allowed. Use another number.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This one is in the list already.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This person asked not to be contacted. Nothing is written to them.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This person can no longer sign in. Ask an admin.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This person can't take appointments. Choose someone else.</source>
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
            <source>This person can't take the work over. Choose someone else.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This person does not exist any more.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This person had their data erased. Nothing may reach them any more.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This person had their data erased. Nothing may reach them, and nothing is added to them any more.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This person has no second factor.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This person is not here any more. Choose another one.</source>
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
            <source>This person is under 18, and no guardian’s consent is on record. Nothing is written to them.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This person is under 18. Nobody calls them before a guardian’s consent is on record; their card has a place for it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This person said no to such calls, or is under 18. Take the next lead.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This person said no to such calls. They are called again once they agree anew, on record.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This person said no to {channel}. Nothing is written to them that way.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This phone is not the lead's any more. Look at the card again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This product does not exist any more. Choose another.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This product does not exist any more. Look at the list again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This program was silent for more than an hour, so the lead was given to someone else, who has called it. Your try counts, without a result. Take the next lead.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This purpose does not exist any more. Look at the list again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This purpose does not exist any more. Look at what they agreed to again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This purpose isn't used any more. Choose another one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This reaches beyond the day that is contested.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This record has no document any more. Look at it again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This record was taken away meanwhile. Look at the card again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This recovery code belongs to another workspace, or was replaced by a newer one. Look for the newest printed code of this workspace.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This report was deleted already.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This request is not here any more. Look at the list again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This request is not yours to see. Ask your team lead.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This result does not belong to the campaign. Choose another one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This review is not here any more. Look at the list again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This review is not published yet.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This review was dropped meanwhile. Open the call again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This row is not yours to rule on. Ask an admin.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This rule is for everybody. Ask an admin.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This sale is confirmed. Only a team lead or an admin can change it now.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This sale is contested already. Wait for the ruling.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This sale is not cancelled. Choose what is wrong with it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This sale is not here any more.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This sale is not yours to change. Ask your team lead.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This sale was taken back meanwhile. Look at the list again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This sale was taken back. Nothing can be ruled about it any more.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This scorecard has no question. Add one, then save.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This scorecard is not for this campaign. Open the call again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This scorecard is not here any more. Look at the list again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This sign-in ended on the server and can't go on. Sign in anew: what is kept on this computer goes out then.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This team does not exist any more. Choose another.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This team is not here any more. Choose another.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This text does not exist any more.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This time has passed. Give a time in the future.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This time is contested already. Wait for the ruling.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This time is not in your day any more. Look at the rows again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This time is over. Choose one to come.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This time is still to come. Type when the call was.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This was lifted already. Look at the list again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This was overridden once already. Answer anew, or scrub the list.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This was ruled on already. Look at it again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This was stopped already.</source>
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
            <source>This way to dial is not known here. Choose another one in the settings.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This workspace has other people already. Make a new one for the archive.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This workspace has people already. Sign in as an admin to add more.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This workspace is not empty: it has {what}. Make a new one for the archive.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This workspace is not shared with a team: there is no server to do this with. To share it: crm-desktop share --server URL.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This workspace is shared with a team already. To bring in another workstation: crm-desktop invite --out FILE.</source>
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
            <source>Today is {name}. Type aaj, or the date.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Too many codes were tried this hour. Wait, or ask an admin to take the second factor away.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Too many wrong passwords. Wait a quarter of an hour, then try again, or ask your team lead for a one-time password.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Too many wrong passwords. Wait {seconds} seconds, then try again, or ask your team lead for a one-time password.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Try again at least once, or make the result end the work.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Two fields of “{result}” have the same name.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Two results have the same code. Change one of them.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Type a length of at most 6 hours.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Type a whole number between {least} and {most}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Type at least three letters or digits of a name, a phone or an e-mail.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Type how long it is, such as 24 hours, 30 days, 10 working days or 1 month.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Type the first digits of the number, or nothing.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Type the hours as 10:00-21:00.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Type the sign-in name “{name}” to go on.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Type the six digits that your authenticator shows now, or one of your codes on paper.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Type the workspace’s name exactly as it is: {name}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Type what you want to say to it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Type yes or no for “{label}”.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Use at most {limit} characters.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Use at most {limit} slabs.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Wait at least two minutes and at most 90 days before the next try.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Wait between 0 and {most} days.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What arrived differs from what was sent ({tables}). Everything was taken back. Try again, and check the disks of both computers if it happens again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What the file is to show is not here any more. Look at it again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What was pasted is no text. Copy the cells in the spreadsheet and paste again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Who made a review withdraws it. Ask them, or an admin.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>With sslmode={mode} others could read or change what goes to the server. Leave it out: the connection is then encrypted and the server's certificate is checked (verify-full).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Write the notice once in each of its languages.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>You are still on a call with {name}. Give its result first.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>You can keep what this person says in a call with you. Other evidence is kept by a team lead.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>You can't add leads with this sign-in. Ask your team lead.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>You can't confirm your own sale. Ask an admin.</source>
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
            <source>You changed this review elsewhere meanwhile. Open the call again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>You entered a call at {at} with this lead already. Save again if there were two.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>You have a report “{name}” already. Choose another name.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>You have a second factor already. Take it away first, with a code.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>You have {limit} open call-backs, as many as allowed. Keep or hand over some first.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>You make rules for your own team. Ask an admin.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>You sit at this one. Retire it from another computer.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Your own second factor goes in Settings, with a code. Or ask another admin.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>pg_createcluster is missing, so this doesn't look like Debian's PostgreSQL. Install it: apt-get install postgresql-common</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the computer's key store</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the connection to PostgreSQL</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{at} is more than {days} days ago. Calls are entered within {days} days.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{at} is outside calling hours ({start}–{end}). The next time within them is {better}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{count} acts wait at this workstation for the server. Wait until they are sent.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{count} persons are found by “{text}”. Name one with --id; `leads find --json` shows their ids.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{count} workstations are called “{text}”. Give the id; `seats list` shows it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{date} has passed. Type the year too, such as {date} {year}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{date} is no such weekday. Type only the date.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{date} is too far away. Look at the year.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{file} can’t be read as JSON: {why}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{file} has more than 10 MB. Take a smaller picture.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{file} is no archive of CRM Desktop. Choose another file.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{file} is no file. Name one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{file} is no picture that can be read. Take a PNG or a JPEG.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{file} is there already. Name another file.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{folder} belongs to a team. Bring the archive into a new local workspace, then share that.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{folder} is a workstation of a team, whose store is on its server. Restore the backup into a new folder.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{folder} is no whole path. Choose a folder with its drive.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{folder} is there already. Name a new folder.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name} changed this scorecard meanwhile. Look at it again, then make your changes.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name} is for practice. Choose the practice line.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name} is reviewing this call. Choose another one; an admin can drop their draft.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name} reviewed this call already. Look at the list again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{printer} took nothing. Is it on? Save it as a PDF instead.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{program} failed: {words}. What was done so far may stay; mend this and run the command again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{result}: another part of the day can never come, since the calling hours lie within one (parts end at 12:00, at 16:00 and with the day). Choose any time of day, or longer hours.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{result}: trying again {most} times can never happen, since a lead is called {limit} times in all. Lower the one or raise the other.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{result}: trying again {most} times can never happen, since a number is called {limit} times in all. Lower the one or raise the other.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{user} has no right to what the team has on the server. Do this as {administrator}, who shared the workspace, or as a superuser.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{value} calls {span} can never be reached: the shorter limits let {most} happen at most. Lower it, or leave it empty.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{value} calls {span} can never happen: at most {longer} {longer_span} are allowed. Lower the first or raise the second.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{who} changed this lead at {at} ({what}). Nothing was overwritten: look again, then save.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{who} changed this sale meanwhile. Nothing was overwritten: look at it again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{who} has a call at {at} with this lead already ({result}). Save again if there were two.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{words}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“Longer than” is 0 to {most} seconds.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{channel}” is no way to reach someone.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{column}” only names the row. Choose one of: {columns}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{duplicates}” is no way to treat duplicates.</source>
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
            <source>“{file}” has more than {most} calls. Export fewer days, then bring it again.</source>
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
            <source>“{file}” is no workbook inside. Save the list as an Excel workbook (.xlsx) or CSV and bring that.</source>
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
            <source>“{format}” can't be written here. Choose {formats}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{format}” can't be written. Choose csv or xlsx.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{given}” is no column of the file and no day such as 2026-11-29.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{label}” can have at most {limit} choices.</source>
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
            <source>“{label}” can't take {value}. Type it again.</source>
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
            <source>“{label}” needs at least two different choices.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{label}” takes at most {limit} characters.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{name}” can't be part of the server's address. Write it like {example}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{name}” can't be read ({why}). Choose another file, or close the program that has it open.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{name}” can't be the server's name. Take letters, digits and hyphens, like office.local; not an address, which may change any day.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{name}” is a purpose of every office. Choose another name.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{name}” is empty. Choose another file.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{name}” is not a field of a lead.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{name}” is not an invitation of CRM Desktop, or it is damaged. Ask your admin for it again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{name}” is paused: nothing is dialled there. Choose another.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{name}” is {size} MB. Attach at most {limit} MB: make it smaller, or keep it elsewhere and note where.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{number}” is no number of theirs.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{question}” is fatal and answered with no: this call can’t pass.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{question}” is not answered yet. Answer every question, then publish.</source>
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
            <source>“{reason}” is not a reason for a break. Choose one of the list.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{result}” asks for a date or for fields, so it can’t be given by itself. Choose another one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{result}” can ask for at most {limit} fields. Take some away.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{result}” can ask for “{kind}” only once.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{result}” can't both end the work on a lead and ask for a call-back.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{result}” ends the work on a lead or its number, so a wait after it can never come about. Take the wait out, or let the result leave the lead open.</source>
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
            <source>“{text}” has more than {places} digits after the point. Type it again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{text}” has no such month. Type the day before the month.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{text}” is in another currency. Amounts are in {currency} here.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{text}” is no day or time. Say it as 2026-11-20 or 2026-11-20T16:30.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{text}” is none of them. “{label}” can be: {choices}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{text}” is not a date. Type for example 5/12/2026, 5 dec or 15 din baad.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{text}” is not a number. Type it in digits.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{text}” is not an amount. Type for example 500, 1,25,000, 50k or 1.25 lakh.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{text}” is too large for an amount. Type it again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{text}” is too large. Type it again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{text}” may mean two amounts. Type it in figures, such as {example}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{typed}” is no number. Type digits, or default.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{typed}” is not a score. Type a whole number from 0 to {most}, or leave it empty.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{typed}” is not a server. Write its name, or name:port, like standby.local:5432.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{url}” is not a server's address. Write it like {example}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{value}” can't be chosen for “{label}”. It can be: {choices}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{words}” names no language. Say --words LANGUAGE=TEXT, such as --words "English=To offer you home loans."</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>evidence</name>
        <message>
            <source>Keeping {name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No program here opens this file.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Opening the file</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>fields</name>
        <message>
            <source>1 day before</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choice</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Date</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Money</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Number</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Text</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Yes or no</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>every year</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>on the day</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>once</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{days} days before</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>imports</name>
        <message>
            <source>%n row(s)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%n row(s) above the headings</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%n row(s) of totals at the end</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A field of its own</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Anil Wagh has no city here, and the file says Pune: Pune is added. His name and all that is filled stay as they are.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Anil Wagh is here already: he stands in the list twice. For lists where one number stands for several matters.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Anil Wagh is in Satara here, and the file says Pune: Pune takes its place. What the file leaves empty stays.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Anil Wagh, +91 98000 01001, is here already: his row is left out, nothing of him changes.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Back</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cancel</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose a file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose a file with leads</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Columns' meanings ({kinds})</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Create another lead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Day first: 05/11 is 5 November</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Fill empty fields</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Import</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Left out: {what}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Lists of leads ({kinds})</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Load what the columns mean</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Month first: 05/11 is 11 May</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Next column to decide</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Next step</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Paste cells</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Phone, WhatsApp</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Phone, family</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Phone, further</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Phone, home</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Phone, landline</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Phone, mobile</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Phone, other</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Phone, work</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Rows with a question only</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save what the columns mean</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Saved as {file}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>See the leads</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Skip, already here</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Skip, nothing new</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Skip: leave the lead as it is</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Start calling</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Undo this import</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Update</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Update: the file is right</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What words mean</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>sheet “{sheet}”</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{size} MB</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{file}” is still open.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>labels</name>
        <message>
            <source>'Tea', 'Lunch', 'Washroom', 'Meeting', 'Power'</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>('no_basis', 'basis_expired', 'scrub_missing', 'scrub_expired', 'line_series')</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>(none)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>(talk + time until the result) ÷ (worked − breaks − away), where all talk is measured or marked.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>(talk + time until the result) ÷ answered calls with measured talk; holding is not measured.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>1 to 5</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>18 or older</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>2</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>3</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>4</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>5</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A code sent to number or e-mail</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A complaint</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A court or a law wants it; with the end of the hold its key is destroyed.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A date comes up</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A number that can be called</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A number that others have too</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A request about someone’s data is acknowledged within {value}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A scrubbed list holds for {value} days after the day of the scrub.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A scrub’s report may have the number among all others; it shows that the law was kept, goes with its campaign, and only who answers for campaigns opens it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A solid-state disk may keep old blocks for a while; the keys that open them are destroyed.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A team has no goal of its own in a campaign. Ask about all campaigns.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A team stands here with all its people. Ask about everybody to see it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A team’s calls are those of who was in it on each day.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>About</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Absent all week</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Accounts that were switched off</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Accounts that were switched off are kept for {value} months.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Acknowledge by {when}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Acknowledged</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Added</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Address</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Adds</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>After a no, nobody is asked again for {value} days.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>After calls</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>After the call</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Afternoon</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Age not known</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>All</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>All leads are looked at as they are now, whatever the days and whoever was in the team then. One found by several checks counts once at the foot.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>All numbers wrong</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>All tries used</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>All tries with their number are used: nobody calls back.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>All: calls {calls}, answered {answered}, talk {talk}, interested {interested}, follow-ups {set} set / {done} done / {missed} missed, sales {sales} ({amount}), breaks {breaks}</source>
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
            <source>Amount of a sale</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Amount of the confirmed sales whose money has been received.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Amount of the confirmed sales whose money is promised.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Amount of the confirmed sales.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>An incident is reported within {value} hours.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>An office’s server replaces them within days and leaves keys out of its dumps; elsewhere keys lie in dumps as long as those are kept.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Answer by {when}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Answered</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Answered calls and calls taken whose result says that a human spoke.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Answers</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Answers to the question that count: it applied.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Appointment</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Appointment changed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Archives and exports that were written elsewhere are not known to the program.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>As it stands now, from the campaign’s first day on, whatever days are chosen.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>As it was beside a change of many</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Asked about their data</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Asked not to be called</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>At midnight a new day begins. Type its date and the hour, such as 25/11 00:30.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>At which hour?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>At which workstation people signed in</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Attendance</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Average sale</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Away</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Backup</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Backups made before</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Backups made by hand or copied elsewhere still open with the recovery code: delete them, or the code.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Belongs to someone else</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Best time to call</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Birthday</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Blocked by the phone</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Blocked: {reason}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Break</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Breaks</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Breaks longer than their reason allows.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Breaks that are over.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Breaks, the first and the last call are told of who is in the team now.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Brought by an import</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Busy</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>By e-mail</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>By hand, on any phone</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>By law until {when}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>By letter</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>By message</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>By the day each review was published: a figure that was read doesn’t change later, unless a review is withdrawn.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>By the day of each step: a sale earns when it is confirmed, and takes back exactly that on the day it is cancelled, given back or its confirmation withdrawn.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>CERT-In</source>
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
            <source>Call-backs due on these days that were not made within 15 minutes of their time.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Call-backs made later than 15 minutes after the promised time.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Call-backs made not later than 15 minutes after the promised time.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Call-backs made on these days: kept + late.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Call-backs promised for these days whose time has come; not those cancelled or handed over.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Call-backs promised on these days.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Called back on the number we have</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Callers</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Calling hours</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Calls</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Calls a day to aim for</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Calls and their notes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Calls dialled in a row of 10 or more with the same result, one after the other.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Calls dialled whose result came less than 5 seconds after the dial.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Calls dialled with talk above zero where the line measures it; by hand, those whose result says that a human spoke or that were marked as answered.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Calls dialled. Practice never counts.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Calls entered after they were made; they count in the other columns too.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Calls missed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Calls of these days have been deleted as too old: call-backs set or made in them count on the date of the clock and for their owner.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Calls of these days have been deleted as too old: leads tried and reached, and the time to their first try, can't be counted any more.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Calls of these days have been deleted as too old: their totals were closed and stand without them.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Calls of these days have been deleted as too old: they are missing where calls are counted by result.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Calls of these days have been deleted as too old: they are missing where only some leads are counted.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Calls taken</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Calls that came in and were not taken.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Calls that came in and were taken.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Calls whose result counts as a success.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Calls whose result forbids further calls.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Calls whose result marks the number as wrong.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Calls: reached</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Calls: target</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Campaign</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Campaign progress</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cancelled</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Changed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Changed meanwhile</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Check</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choice</source>
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
            <source>Closed: {reason}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Coaching</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Coaching, rulings and streaks</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Company</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Compared with</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Complaints in ten days: warn, pause and stop at {value}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Complete it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Confirmed sales that are promised or received, to the credit of whoever made the call.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Connect rate</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Consent</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Consent to complete a purchase holds for {value} days.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Contact rate</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Contact rate of leads</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Conversations</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Conversations: reached</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Conversations: target</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Conversion</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Conversion of leads</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copies of the key of their documents, beside backups</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copies of the key of their documents, in the server’s files of keys</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copy of the server for reports</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Correct it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Counted</source>
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
            <source>Data Protection Board, first notice</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Data Protection Board, in detail</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Data quality</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Date</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Date and time can't be read</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Day</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Day before: calls {calls}, answered {answered}, interested {interested}, sales {sales} ({amount})</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Days</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Days after its last one until a month is closed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Days after which a missed call-back counts as broken</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Days an import can be undone</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Days back a call can be entered</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Days before</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Days owe the target that held on them: a day’s own, else its share of the week’s or month’s working days. Days off and leave owe nothing.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Dead rows in the server’s files</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Delete everything</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Deleted</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Deleted leads</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Did not take place</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Divides</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Do not call</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Do-not-call, share</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Documents</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Done with</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Done with, share</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Doubles merged</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Drawn for a review</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Due</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Due since {at}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Dumps of the server made before</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>E-mail</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Each clears it as soon as it reaches the server, and says so; a lost one is retired. Notes about others go there after a week.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Earned</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Entered later</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Erasure</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>European Union</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Evening</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Evening report</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Everybody</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Everybody’s limit is reached</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Everything</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Everything we have written out</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Fail</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Failed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Far from the others</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Fatal</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Files of keys are replaced within days and lie in no backup; one made by hand is deleted by hand.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Files that prove why a whole list may be called</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>First call</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>First name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>First sign-in</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Folder for the daily backup</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Follow-ups</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Follow-ups done</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Follow-ups missed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Follow-ups set</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>For each sale confirmed on these days what its slab says: the n-th of its product that a person has confirmed in a month.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Forgot to sign out</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Former admin</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Former team lead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Former telecaller</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Friday</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>From {at}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Funnel</source>
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
            <source>Given more time</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Given to someone</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Goals of campaigns and of the office are everybody’s together: they stand here for who sees everybody’s figures. Choose “by person”.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Goals of the team and the office</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Had their data erased; nothing may reach them any more</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Handed out</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Handling time</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Hide phone numbers from telecallers</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Hour</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>How a call counts</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>How calls are made</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>I take my consent back</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>I was at work</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Idle</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>If you are not content with this answer, write to our grievance officer named below. After that you may turn to the Data Protection Board of India.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>If you are not content with this answer, write to us. You may also turn to the Attorney General of your state.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>If you are not content with this answer, write to us. You may also turn to the Information Commissioner’s Office at any time.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>If you are not content with this answer, write to us. You may also turn to the data protection authority of your country at any time.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Imported</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>In a call</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>In a form</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>In a message</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>In either case</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>In person</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Incentive</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Indexes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>India</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Interested</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Interested or won</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Is that at {number} o’clock, or in {number} hours?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Is this meant?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Is {hour} in the morning or in the evening?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Is {hour} in the morning or in the evening? Type {hour}am or {hour}pm.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Is {number} a date or a time of day?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Is {number} a date or an hour?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It goes to whose data it is</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It is outside calling hours there ({start}–{end}). Call from {until} on.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It is past midnight. Which day is meant?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It may be somebody else of the same name.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It stays with them; this person isn’t called there any more.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It takes longer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Its segments are used again or removed within days; a copy follows its server.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Kept</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Kept by law</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Kept for a workstation</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Kind of the next phone</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Known to us</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Language</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Last call</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Last call there</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Last called {at} at this number; left in peace for {gap}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Last called {at} by {name} at this number; left in peace for {gap}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Last called {at} by {name}; its own result decides</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Last called {at}; a promise is kept all the same</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Last called {at}; its own result decides</source>
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
            <source>Last sign-out</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Late</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Lead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leads</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leads dialled at least once on these days; each campaign counts its own.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leads in</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leads of the campaign that are dialled no more: finished, used up or taken out.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leads of the campaign that are still to be dialled, now or later.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leads of the campaign that came in on these days.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leads of the campaign that were ever dialled.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leads of the campaign.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leads passed over.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leads that the check finds.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leads tried</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leave</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leave out</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Letter</source>
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
            <source>Made sure who asks</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Marked as a wrong number</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>May be called</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Median time from a lead’s coming in to its being won.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Median time from a lead’s coming in to its first conversation.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Median time from a lead’s coming in to its first try, for first tries of these days.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Median time from a lead’s coming in to its first try.</source>
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
            <source>Message</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Message handed over</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Middle name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Minutes a break may take: Lunch</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Minutes a break may take: Meeting</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Minutes a break may take: Power</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Minutes a break may take: Tea</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Minutes a break may take: Washroom</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Minutes calling goes on without the server</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Minutes, hours or days?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Missed call</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Monday</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Money</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Month</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Month so far: sales {sales} ({amount} of {target}, {share})</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Month so far: sales {sales} ({amount})</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Months calls are kept, 0 for ever</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Morning</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>My data to take along</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Needs a 140 number</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Needs a skill that is missing</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Neither incoming, outgoing nor missed</source>
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
            <source>Next try</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nine of ten leads were first tried within this time of coming in.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No answer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No call that fits</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No final result yet</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No more calls or offers</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No notifications from</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No notifications until</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No number that can be called</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No number: withheld or private</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nobody chosen has this skill</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nobody had a target on these days. Choose other days, or another report.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nobody has said why these people may be called. A team lead or an admin answers it in the settings, Why we call.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nobody here is called so; left without an owner</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nobody said it yet; a team lead or an admin answers in the settings, Why we call</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nobody said why they may be called</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nobody’s double</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nobody’s: anyone of the campaign may call</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>None is asked for</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>None of them had a goal on these days. Choose other days, or another report.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Not applicable</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Not every month has a {number}. Which day is meant?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Not interested</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Not mine</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Not on a scrubbed list</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Not saved.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Not the right time</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Not there any more</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Note</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Notes and numbers of sales</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Notes and numbers of sales are kept for {value} months.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing in this row is in a column that is used</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing to do any more: the lead has moved on.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Number</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Number of breaks</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Number shared with another lead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Number shown</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Numbers one person may look up in an hour</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Occupancy</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Of the leads that came in on these days, those dialled since.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Of the leads that came in on these days, those with a conversation since.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Of the leads that came in on these days, those with a success since.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Of the leads that came in on these days, those with a success that finished them.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Of the whole campaign until now: leads ever tried ÷ leads that can be dialled or were.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Offers</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Office</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>On a call</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>On another screen</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>On calls</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>On nobody’s screen</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>On paper</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>On somebody’s screen now</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>On your screen</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>On {day} you complained to us.

We have looked into it and found: …</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>On {day} you named someone to act for you.

We have noted whom you named, and for which case.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>On {day} you told us that you want no more calls or offers.

Since then you are neither called nor sent offers from here.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>On {day} you took your consent back.

From that moment on nobody of us calls or writes to you on the strength of it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>On {name}’s screen</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only a team lead or an admin can change campaigns. Ask one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only a team lead or an admin can change the texts. Ask your team lead.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only a team lead or an admin can confirm a sale. Ask your team lead.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only a team lead or an admin can do this for somebody. Ask your team lead.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only a team lead or an admin can export leads. Ask your team lead.</source>
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
            <source>Only a team lead or an admin reviews calls. Ask your team lead.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only a team lead or an admin rules on contested rows. Ask your team lead.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only an admin answers what people ask about their data. Ask an admin.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only an admin brings or ends lists of numbers that aren’t called. Ask an admin.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only an admin can add, change or disable people. Ask an admin.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only an admin can bring an archive back. Ask an admin.</source>
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
            <source>Only an admin can delete the workspace. Ask an admin.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only an admin can export the whole workspace. Ask an admin.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only an admin can lift a do-not-call. Ask an admin.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only an admin can make a new recovery code. Ask an admin.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only an admin can make or restore a backup. Ask an admin.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only an admin can move the workspace to a server or back. Ask an admin.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only an admin can read the audit. Ask an admin.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only an admin looks after the team’s workstations. Ask an admin.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only their team lead or an admin sets this target. Ask one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open call-backs a person may have</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open, not called for 30 days</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Opened again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Other</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Other workstations keep their seat files, sealed; remove their folders.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Others ({count}): calls {calls}, answered {answered}, interested {interested}, sales {sales} ({amount})</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Outside their calling hours</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Over the limit</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Over-long breaks</source>
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
            <source>Paid already</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Pass</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Passed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Passed on</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Passed, share</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Paused since {at}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Paused since {at}: {why}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Penetration</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>People</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Person</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Person’s day</source>
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
            <source>Planned</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Please show that it is you</source>
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
            <source>Practice calls never count.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Practice line (rings nobody)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Product</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Promised</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Promised by someone else</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Promised by {when}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Promised for later</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Promised for tomorrow: nothing yet</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Promised for tomorrow: {promises} ({people})</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Promised for {at}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Promised to {name} for {at}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Promises due on these days that were moved 3 times or more.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Promises kept</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Promises moved 3 times</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Promotional calls</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Promotional calls may go to: {value}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Promotional calls need a list scrubbed by the operator for: {value}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Promotional calls only {value}, by the called person’s clock.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Promotional calls to scrubbed lists come from numbers that begin with {value}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Put into a campaign</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Question</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reached</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reached, share</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Ready</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Received</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Recording</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Records of calls are kept for {value} months.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Records of calls must be kept for a time (see the rules we keep); then the key is destroyed.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reference number</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reference of a sale</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Refunded</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Refused</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Report</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Result</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Results</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Results within 5 s</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reviews</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reviews in which the question didn’t apply.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reviews published on these days that were not withdrawn.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reviews to which their person said something.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reviews whose result is to talk it over with the person.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reviews with a fatal question answered with no.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reviews with the result fail.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reviews with the result pass.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Rows</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Rows that name an earlier day are what became of a sale after its month was closed: it counts on the date on which it happened.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Rows without a name are of people who were in the team then and no longer are.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Ruled</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Ruled on after the totals of these months were closed; these rulings stand beside the totals, not in them:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Rulings changed as what some of these rows count; each says what it was, who ruled and when.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Rulings took rows out of this number.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>SMS</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sale</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sale changed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sales</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sales a month to aim for, each caller</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sales amount</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sales amount: reached</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sales amount: target</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sales and their steps</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sales that nobody has confirmed yet; they don't count.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sales that stand, of a call in which no human spoke or of no known call.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sales without a conversation</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sales: reached</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sales: target</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Same number, other name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Same result 10 times</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Saturday</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Saved at a colleague’s lead, which has this number already.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Saved at the lead that has this number already; no new one was made.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Saved without the call-back: the number may not be called any more.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Saved. Someone else has called since, and their result decides what comes next.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Saved. This person had asked not to be contacted: don’t write to them again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Score</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Score of the question</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Screens</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Service</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Service and transactional calls may go to: {value}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Service and transactional calls only {value}, by the called person’s clock.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Service calls</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Several leads have this number: saved at the one you or the office spoke with last.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Several people here are called so; left without an owner</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Share</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Share of calls</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Shares of do-not-call or wrong numbers whose 99 % interval (Wilson) doesn’t touch that of all others shown here; fewer than 30 calls on either side say nothing.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show my streak</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show the team’s goal</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Showed a document</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Signed out</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Skill</source>
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
            <source>Skipped: again from {at}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>So already</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sold</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Somebody’s already</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Someone else has moved this call-back since, and their time stands.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Someone else knows them</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Someone to act for me</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Something else</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Source</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Speed to lead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Speed to lead, slowest tenth</source>
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
            <source>Status changed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stays, with its doubles merged into it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Still to dial</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Streaks of people who reach the day’s targets</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Successes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Successes that leave the lead open.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Successes wanted</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Successes: reached</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Successes: target</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sum</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sunday</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Switched off</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Switched on</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Tables</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Tag</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Tag added</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Tag taken off</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Tags</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Taken back</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Taken back by who asked</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Taken down</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Talk</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Talk it over</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Talk of answered calls and calls taken, where it was measured or marked; others are left out.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Talk: reached</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Talk: target</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Talked over</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Targets</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Tea</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Team</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Text</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Texts of messages</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Texts of messages are kept for {value} months.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>That data was handed on, without saying whose</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>That is more than a year away. Type a nearer time.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>That is now. Dial at once, or type a time to come.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>That it was erased, when and by whom</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>That may be a date or a span. Type one time, such as 4pm, or 5 Dec.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>That may be two times. Type day and hour, such as kal 16:30.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>That time has passed. Type a time to come.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The agreement with the client ended</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The agreement with the client ended on {day}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The agreement with this client has ended. Nobody is called for it any more.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The answer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The call had a result already. Your note was added to the lead.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The call-back was closed or handed over already, and stays so.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The campaign is paused</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The clocks go back that night: {time} comes twice. Which one?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The data protection authority</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The law wants an answer within {value}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The lead has no number</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The lead is not there any more; nothing could be saved.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The least the law asks for, sealed with a key of its own</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The list needs a number of the promotional series, such as 140</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The name in texts about others</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The number belongs to someone else now</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The number can't be read</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The operator hasn’t scrubbed the list since this lead was added</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The people it is about</source>
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
            <source>The power or the line was out</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The product was cut at 200 characters</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The proof of the erasure itself.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The reason to call them ended</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The reason to call this person ended {ended}. Get their consent on record, or wait until they ask again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The row has more cells than there are headings; these were left out</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The sale is mine</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The same call stands in the file twice</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The scrubbed list ran out</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The scrubbed list ran out {at}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The scrubbed list ran out {ended}. Have it scrubbed again before calling.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The server’s dead rows, its log, its copies and dumps</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The server’s log of changes, and its copies for reports</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The server’s own backups, standbys and logs keep what they have until they are replaced.</source>
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
            <source>The team is who was in it on each day: whoever came or left counts for these days alone. Choose a person to see all their days.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The text was cut at 500 characters</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The time is still to come</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Their bytes stay until the tables are written anew (VACUUM FULL), on an office’s server in the next night.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Their data is erased</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Their number is marked as wrong: nobody calls back.</source>
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
            <source>There is no such time. Type for example 4:30pm or 16:30.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>These are facts to look at, not verdicts: each has its rows, and often a good reason.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>These call-backs are not yours to see. Ask your team lead.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>These figures are not yours to see. Ask your team lead.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>They agreed anew</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>They are replaced in turn; after one is brought back nobody is called before this person is erased again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>They are replaced in turn; bringing one back erases this person again first.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>They asked not to be called: nobody calls back.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>They asked us to call again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>They go with VACUUM, with the next base backup and with the dumps’ own rotation.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>They have not said no to such calls</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>They said no to such calls</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>They were spoken with since.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This call was noted already. Your note was added to the lead.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This date is not understood</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This date is still to come; nobody can have asked then</source>
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
            <source>This is no score from 0 to 100; kept as a note</source>
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
            <source>This list may only be called from a 140 number. A team lead or an admin enters it in the settings, Why we call.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This list must be scrubbed by the operator before it is called. A team lead or an admin enters that in the settings, Why we call.</source>
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
            <source>This number was dialled {limit} times in 24 hours, as often as allowed. Call from {until} on.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This number was dialled {limit} times in 7 days, as often as allowed. Call from {until} on.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This number was dialled {limit} times today, as often as allowed. Call from {until} on.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This number was dialled {limit} times, as often as allowed. Use another number.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This person had their data erased. Nothing may reach them any more.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This person is under 18. Nobody calls them before a guardian’s consent is on record; their card has a place for it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This person said no to such calls. They are called again once they agree anew, on record.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This request is not yours to see. Ask your team lead.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This result is not known; kept as a note</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This sale is not yours to change. Ask your team lead.</source>
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
            <source>This time was not understood. Type for example aaj 11 baje, kal 4pm, or 20/11 15:30.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This time was not understood. Type for example kal 4 baje, shaam 6, or 25/11 15:30.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This week is over. Type the day, such as somvar.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This week’s {name}, or next week’s?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Through the softphone on this computer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Thursday</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Time and result are saved, without the note: this person’s data was erased.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Time beyond what the reasons of the breaks allow.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Time from a call’s end until its result.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Time in breaks that are over, without calls taken meanwhile.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Time in which the window was locked outside a break.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Time on calls, from dialling or taking them to their end.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Time signed in that is neither a call nor its result, a break nor away.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Time signed in, counted once where two seats overlap. A program left open counts until the last call or break of the shift.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Time zone</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Times and results of calls, without the person</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>To be confirmed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>To complete a purchase</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>To the first conversation</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>To the first try</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>To the win</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Today is {name}. Today, or the next one?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Too few calls: {taken} drawn of {wanted} wanted</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Too long ago to be entered</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Took place</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Totals stay true; nothing in them leads to the person.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Transactional calls</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Tried</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Tried often enough in 24 hours</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Tried often enough this week</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Tried often enough today</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Tries in 24 hours</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Tries in 7 days</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Tries in all</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Tries today</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Tuesday</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Type the day too, such as kal.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Type the hour too, such as aaj 11 baje.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Type the hour too, such as aaj 5 baje.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Type the time to call at, not the time until then, such as kal 3 baje.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Under 18, a guardian agreed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Under 18, and no guardian’s consent is on record</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Under 18, and nobody who speaks for them is on record</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Under 18, no guardian on record</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>United Kingdom</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>United States</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Until</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Until they take it back</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Waiting for the server</source>
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
            <source>We aim to answer such a request within {value}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>We can’t do it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>We have your request</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>We publish that we answer within {value}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>We received your request on {day}. You asked: “{asked}”.

You will have our answer by {until}. Please name {reference} when you write or call.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Wednesday</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Week from</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What a legal hold names, sealed with a key of its own</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What a team reaches together stands here for who leads it. For your own targets choose “by person”; how far the team’s goal is stands on My day.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What an undo would bring back</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What do you have of me?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What happened</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What is found</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What may come of it for them</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What sales had earned that stopped counting on these days.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What the days owed by the targets that held on them; a day off owes nothing.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What they asked for or have with us</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What they can do themselves</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What they said</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What was answered ended {at}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What was done against it, and will be</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What workstations keep of them, until each has let go</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What you asked for or have with us</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>WhatsApp</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>When</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>When is that? Type the day, such as 5 tarikh or somvar.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>When it happened, from when to when</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>When the first call was dialled or taken.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>When the last call was dialled or taken.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>When the person first signed in on the day.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>When the person last signed out; empty while signed in.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>When they can’t act themselves</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>When they die</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>When you were passed over</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Where: which systems, which place</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Which data</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Which day?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Which of them?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>While a contract lasts</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Who acts for them</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Who answers questions</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Who asked us may be called for {value} days.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Who did what (the audit)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Who did what, looked at numbers and signed in where is kept for {value} months.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Who is no longer in the team is missing here.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Who it is about, and how many</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Who looked at numbers</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Who received data must be told (DPDP Act 2023, s.11).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Who wants no calls any more is left alone within {value}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Who was called or written to, when and with which result; who did what</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Why it happened, and who caused it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Why they may be called</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>With reasons told to the person, {value} more.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Without a campaign</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Without a city</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Without a name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Without a number</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Without a source</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Won</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Won or closed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Won, share</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Worked</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Worth a look</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Written from the e-mail we have</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Wrong amount</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Wrong length</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Wrong number</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Wrong numbers</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Wrong numbers, share</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Wrong product</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Wrong result</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Wrongly cancelled</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Yes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Yes or no</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>You asked us on {day} for your data to take along.

With this letter you get them as JSON, CSV and vCard, which other programs can read.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>You asked us on {day} to complete your data.

We have added: …</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>You asked us on {day} to correct your data.

We have corrected: …</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>You asked us on {day} to delete everything we have of you.

It is deleted, and your numbers are never called from here again. The certificate that comes with this letter says what law makes us keep, why and until when.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>You asked us on {day} what we have of you.

With this letter you get all of it: as pages to read, and as files that programs can read. It says where we have your data from, what was done with them and who received them.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>You asked us on {day}: “{asked}”.

Before we answer we must be sure that it is you who asks, so that nobody else gets or changes your data. Please call us from the number we have of you, or write from the e-mail address we have, and name {reference}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>You asked us on {day}: “{asked}”.

We can’t do this. The reason and the law it rests on: …</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>You asked us on {day}: “{asked}”.

We hold your data only on behalf of {client}, and have passed your request on to them. They decide and will answer you.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>You asked us on {day}: “{asked}”.

We need more time for it than usual and will answer by {until}. The reason is: …</source>
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
            <source>You don’t work on it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>You don’t work on this campaign</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>You work on it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Your line in the search</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Your places in queues</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Yours</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a list we got</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>about {time}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>after a call</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>after the clocks went back</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>agreed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>amount of sales ÷ target of these days</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>amount of the confirmed sales ÷ confirmed sales</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>answered ÷ calls</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>answers in per cent ÷ 100 for each that counts; yes is 100, no 0, n of 5 is (n − 1) × 25. The weight doesn’t matter here.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>at work</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>away</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>basis_expired</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>before the clocks go back</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>between {time} and {until} → {time}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>birthday</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>break</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>broken</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>by campaign</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>by day</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>by hour</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>by hour and weekday</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>by month</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>by person</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>by person and week</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>by question</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>by result</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>by team</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>by week</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>by weekday</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>call</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>call taken</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>call-backs made within 15 minutes of the promised time ÷ call-backs due</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>calls with this result ÷ all calls dialled on these days</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>calls ÷ target of these days</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>cancelled</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>closed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>consent_withdrawn</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>contested</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>conversations of calls dialled ÷ calls</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>conversations ÷ target of these days</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>created_at</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>day’s target</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>do-not-call</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>earned − taken back</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>ended</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>gender</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>handed over</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>idle</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>in {days} days</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>kept</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>language</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>late</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>leads done with ÷ leads of the campaign</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>leads found ÷ leads looked at</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>leads reached ÷ leads in</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>leads with at least one conversation ÷ leads tried</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>leads won ÷ leads in</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>line_series</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>listened to the recording</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>locked</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>minor</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>missed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>next_call_date</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>no hour given → {time}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>no hour given → {time}, as now</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>no hour given → {time}, when calling begins</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>no longer in the team</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>no unit given → minutes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>no_basis</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>nobody</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>not asked</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>not counted</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>on a call</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>on leave</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>open</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>opened the call</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>opened the review</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>our customers</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>outside calling hours</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>outside hours</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>owner</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>passed ÷ (passed + failed)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>program closed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>refused</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>result</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>results that forbid further calls ÷ calls</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>results that mark the number as wrong ÷ calls</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>sales ÷ target of these days</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>scores of the reviews in per cent ÷ 100 for each review with a score. A review’s score: weight × answer, summed up, ÷ the weights of the questions that apply, in whole per cent; yes is 1, no 0, n of 5 is (n − 1) ÷ 4; a fatal question answered with no makes it 0.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>scrub_expired</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>scrub_missing</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>share of the month’s target</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>share of the week’s target</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>signed in</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>signed out</source>
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
            <source>stays</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>successes of calls dialled ÷ leads tried</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>successes ÷ conversations</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>successes ÷ target of these days</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>talk ÷ target of these days</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the clocks skip {time} that night</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the office together</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>today</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>tomorrow</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>who agreed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>who asked us</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>window locked</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>window locked by itself</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>withdrawn</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>wrong numbers</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{date} has passed. Type the year too if you mean next year.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{date} is a {name}. Type only one of them.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name}’s</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name}’s, who doesn’t work on the campaign</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name}’s, who is not at work now</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name}’s, who is on leave until {day}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name}’s: others may call from {until}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{person}: no calls</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{person}: {times}calls {calls}, answered {answered}, talk {talk}, interested {interested}, follow-ups {set} set / {done} done / {missed} missed, sales {sales} ({amount}), breaks {breaks}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{result} at {called}: again after {after}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{result} at {called}: again after {after}, in another part of the day</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{skill}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{skill}: nobody of the campaign has it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{skill}: you don’t have it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{start}–{end} in {place}, now {now}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{start}–{end} in {place}, now {now}; the office {office_start}–{office_end}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{taken} of {pool} calls drawn</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{time} has passed today → tomorrow</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{time} has passed today. Is this meant?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{time} or later</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{title}, %</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{title}, days before</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{title}, s</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{title}, {currency}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{title}, {day} · {office}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{tries} of {most}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{tries} of {most}, all numbers together</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{typed} → {time}, in calling hours</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{when} is still to come. Type when the call was.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{result}” in {campaign} counts as a conversation from {day} on (version {number}).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{result}” in {campaign} counts as a success from {day} on (version {number}).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{result}” in {campaign} counts as conversation and success from {day} on (version {number}).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{result}” in {campaign} counts as neither conversation nor success from {day} on (version {number}).</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>lawful</name>
        <message>
            <source>A list we got</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A new scrub by the operator: the last one ran out.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A number to call from that begins with 140.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A scrub by the operator, entered in the settings, Why we call, on the day it was done.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Another answer: this one isn’t enough for calls of this kind.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>From a fair, a partner or bought: a scrubbed list and a 140 number are needed.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>May be called</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>May be called until {until}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Our customers</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Promotional calls to a list need a scrub by the operator and a 140 number. Ordinary SIM cards can be barred for them.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Their consent on record, or that they ask again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>They agreed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>They asked us</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>They buy from us. They may be called about what they have; offers need a scrubbed list.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>They filled in a form, wrote or rang: they may be called for some days after that.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>They said yes to being called, and it can be shown.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>leads</name>
        <message>
            <source>Added</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Any score</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Call of {length}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>City</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Closed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Company</source>
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
            <source>For {when}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Last call</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Last result</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>New</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Next call</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>None</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>None planned</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Overdue</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Owner</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Phone</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Product</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Score</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Source</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Status</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Today</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Tries</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Within 7 days</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Won</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>can be dialled now</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>never</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{score} or more</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>letters</name>
        <message>
            <source>Your request {reference}: {asked}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>messages</name>
        <message>
            <source>%n message(s), {length} characters</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>E-mail</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Handed to WhatsApp.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Handed to the mail program.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Handed to the message program.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Message</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Not known of this lead: {places}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open as a message</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open as an e-mail</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open in WhatsApp</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The brochure’s path is copied: attach it there.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The text was too long for a link: paste it there.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>To attach: {file}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>WhatsApp</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>page</name>
        <message numerus="yes">
            <source>%n page(s) sent to {printer}</source>
            <translation>
                <numerusform>%n page sent to {printer}</numerusform>
                <numerusform>%n pages sent to {printer}</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n page(s): {file}</source>
            <translation>
                <numerusform>%n page: {file}</numerusform>
                <numerusform>%n pages: {file}</numerusform>
            </translation>
        </message>
        <message>
            <source>Call-backs {day}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No call-backs are due today.</source>
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
            <source>Campaigns</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Coaching</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Import leads</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leads</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>My day</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>People</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Phone's call log</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reports</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Requests</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sales</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Settings</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Team</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>people</name>
        <message>
            <source>Add leads</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Add, change and disable people</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Admin</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Back up and restore</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Calling and leads</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Change campaigns and results</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Change leads</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Change the texts of messages</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Change the workspace’s settings</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cities</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Companies</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Confirm sales</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Data in and out</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Delete leads</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Export leads</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Find and give out all that is kept of a person</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Give leads to someone</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Import files</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Languages</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Lift a do-not-call</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Make calls</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Merge leads</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>People</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Products</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Read the audit</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Review calls</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Rule on contested rows</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>See and change sales</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>See call-backs</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>See figures and reports</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>See full numbers</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>See leads</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>See people and sign-in times</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Send notes, end forgotten breaks, move people</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Set one-time passwords</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Set targets</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Share views</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sources of leads</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>States</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Take down what people ask about their data</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Team lead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Telecaller</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The workspace</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>everybody’s</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>no</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>own</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>own team</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>yes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{first} to {last}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>phone_log</name>
        <message>
            <source>Call-back</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Calls</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose with its key</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>In no campaign</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Last call</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Lead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Left out</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Length</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Log</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Logged already</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Missed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name in the phone</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Never logged</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No lead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Number</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Result</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Row</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>They called</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>We called</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What stands there</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>When</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Who called</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Why it is left out</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{rows} rows = {logged} logged already + {missing} never logged + {strangers} of no lead ({numbers}) + {left} left out</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>presence</name>
        <message>
            <source>kept without the server</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>now</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>over a day ago</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>under a minute</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{state} {began}–{until}, {time}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{time} over</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{when}, not heard from</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>records</name>
        <message>
            <source>due again {date}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>was due again {date}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>requests</name>
        <message>
            <source>Acknowledged</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Aim: {target} · by law: {ceiling}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Aim: {target} · promised: {published} · by law: {ceiling}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Answered, close</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Answered: what was sent, and how?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Delete everything we have</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It came with a list on {day}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It takes longer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It was added on {day}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Letter</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>More</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Note</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Note whom they named</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Note, file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open the file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open the lead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Passed on, close</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Passed on: to whom, and how?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Refuse</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Refused: why, and by which law?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say what was answered; it is kept.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say why it is opened again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say why it takes longer; the person is told.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say why, and by which law; the person is told.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Taken back: what did they say?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Taken down: {kind}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>They take it back</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Type something, or leave it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>We call for {client}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>We call you as one of those {why}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>We have your number from: {source}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Where it is from was never noted.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Who asks is sure</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Why does it take longer?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Why is it opened again?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Write out all we have</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>it goes to {client}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>results</name>
        <message>
            <source>A person spoke</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Asks when to call back</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Counts as success</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Lead is finished</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Never call again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Wrong number</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>asks: {fields}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>sales</name>
        <message>
            <source>Cancel the sale</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cancelled by mistake</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Change</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Confirm</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Confirmed by mistake</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Entered by mistake</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Entered twice</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Money did not come</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Money given back</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Money received</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Paid twice</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Papers are missing</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Papers were refused</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Promised again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Returned within the free days</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Take the confirmation back</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>They rang back</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Thought better of it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>cancelled</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>changed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>confirmation taken back</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>confirmed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>confirmed by {name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>money given back</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>money received</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>not confirmed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>not confirmed yet</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>promised again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>taken away</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>undone</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>self._part</name>
        <message>
            <source>Archives (*.zip *.age)</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>settings</name>
        <message>
            <source>About</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Appearance</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Backup</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Calling</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Consent</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Erased people</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>For you</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>How long we keep</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Incentive</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Incidents</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Keeping the data</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Not called</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Officer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Own fields</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Products</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Purposes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Recipients</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Recovery code</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Rules we keep</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Second factor</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Targets</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Team</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Texts</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The office</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The program</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What the law asks</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Why we call</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Workspace</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Your account</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Your data</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>when</name>
        <message>
            <source>Today</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Tomorrow</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Yesterday</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>wishes</name>
        <message>
            <source>Any way</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Call</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reach at {hours}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reach by {way}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reach by {way}, {hours}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>call</source>
            <translation type="unfinished" />
        </message>
    </context>
</TS>
